export * from './access/index.ts';
export * from './instrument/index.ts';
export * from './lifecycle/index.ts';
