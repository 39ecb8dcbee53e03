export { worstCaseMargin } from './margin/worstCaseMargin.ts';
