export { InvalidInputError, PhasegateError } from './units/errors.ts';
export { mulDivDown, mulDivUp } from './units/mulDiv.ts';
export { BPS, type Bps, MAX_MARGIN_BPS, WAD, type Wad } from './units/units.ts';
