import { group, type Mutant } from '../mutant.ts';

export const settlement: readonly Mutant[] = group('settlement', [
  [
    'openedOnNothing',
    'settlement/SettlementOracle.sol',
    'if (price == 0) revert SettlementOracle_IndexStale(market, hour);',
    '',
    'An expiry opens without an index to fall back on.',
  ],
  [
    'openedInTheWindow',
    'settlement/SettlementOracle.sol',
    'block.timestamp >= from * HOUR || expiry > block.timestamp + MAX_TENOR',
    'expiry > block.timestamp + MAX_TENOR',
    'An expiry opens while its price is being made.',
  ],
  [
    'openedForYears',
    'settlement/SettlementOracle.sol',
    'block.timestamp >= from * HOUR || expiry > block.timestamp + MAX_TENOR',
    'block.timestamp >= from * HOUR',
    'An expiry opens further ahead than the ring remembers.',
  ],
  [
    'offTheCalendar',
    'settlement/SettlementOracle.sol',
    'length == 0 || expiry % HOUR != 0 || to % period != terms.settlementOffsetHours',
    'length == 0',
    'Any second is an expiry.',
  ],
  [
    'settledEarly',
    'settlement/SettlementOracle.sol',
    'if (block.timestamp < expiry) revert SettlementOracle_NotExpired(expiry, block.timestamp);',
    '',
    'A price is settled before its window is over.',
  ],
  [
    'settledAgain',
    'settlement/SettlementOracle.sol',
    'if (pending.rung != Rung.None) revert SettlementOracle_AlreadySettled(pending.price);',
    '',
    'A settled price changes.',
  ],
  [
    'neverSettled',
    'settlement/SettlementOracle.sol',
    'if (block.timestamp >= expiry + FALLBACK_AFTER) return (uint128(fallbackPrice), Rung.Fallback);',
    '',
    'Without trade and signers nothing ever settles.',
  ],
  [
    'anotherPriceThanStored',
    'settlement/SettlementOracle.sol',
    '(pending.price, pending.rung) = (price, rung);',
    '(pending.price, pending.rung) = (price / 2, rung);',
    'Whoever settles first has another price than who comes later.',
  ],
]);
