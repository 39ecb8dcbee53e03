export { black76Integer, INTEGER_ERROR_WAD, type IntegerBlackInput } from './black76Integer.ts';
export { IntegerRangeError, StrikeTooFarError } from './errors.ts';
