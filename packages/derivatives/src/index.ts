export * from './normal/index.ts';
export * from './valuation/index.ts';
