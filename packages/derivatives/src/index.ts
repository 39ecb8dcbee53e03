export * from './counterparty/index.ts';
export * from './integer/index.ts';
export * from './normal/index.ts';
export * from './valuation/index.ts';
