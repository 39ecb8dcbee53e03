export { normalCdf, normalInverseCdf } from '@phasegate/risk';
export * from './access/index.ts';
export * from './formula/index.ts';
export * from './instrument/index.ts';
export * from './integer/index.ts';
export * from './lifecycle/index.ts';
export * from './marketMaking/index.ts';
export * from './settlement/index.ts';
export * from './valuation/index.ts';
