export * from './access/index.ts';
export * from './instrument/index.ts';
export * from './integer/index.ts';
export * from './lifecycle/index.ts';
export * from './marketMaking/index.ts';
export * from './normal/index.ts';
export * from './valuation/index.ts';
