export { black76Integer, INTEGER_ERROR_WAD, type IntegerBlackInput } from './black76Integer.ts';
export { StrikeTooFarError } from './errors.ts';
