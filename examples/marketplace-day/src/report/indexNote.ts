/** Why the weakest band shows the highest price of a fresh unit, which looks wrong where it is seen. */
export const INDEX_NOTE =
  'VWAP is the price of one fresh unit at confidence 1.0, the index price. Every ask has a part that does not depend on confidence (4 PAT of the base value), and the index divides by confidence: so the weakest band shows the highest price of a unit, though each of its segments is the cheapest to buy.';
