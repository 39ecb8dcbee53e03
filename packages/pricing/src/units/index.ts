/** Units, errors, input checks and integer arithmetic: what the exact code of every package stands on. Loads nothing else. */
export { bigintText } from './bigintText.ts';
export * from './checks.ts';
export { InvalidInputError, PhasegateError } from './errors.ts';
export { formatWad } from './formatWad.ts';
export { integerRoot } from './integerRoot.ts';
export { ceilDiv, mulDivDown, mulDivUp } from './mulDiv.ts';
export { parseWad } from './parseWad.ts';
export { patText } from './patText.ts';
export { timeText } from './timeText.ts';
export {
  type Address,
  BPS,
  type Bps,
  MAX_ASK,
  MAX_MARGIN_BPS,
  MAX_MARKET_ID,
  MAX_SECONDS,
  MAX_WAD,
  MAX_WINDOW_SECONDS,
  type MarketId,
  type Quantity,
  type Seconds,
  type UnixSeconds,
  WAD,
  type Wad,
  type Word,
} from './units.ts';
