export { millsRatio } from './millsRatio.ts';
export { normalCdf } from './normalCdf.ts';
export { normalInverseCdf } from './normalInverseCdf.ts';
export { normalPdf } from './normalPdf.ts';
