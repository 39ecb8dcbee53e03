import {
  BPS,
  type Bps,
  checkAmount,
  checkBps,
  checkMarginBps,
  checkObject,
  mulDivDown,
  type Quantity,
} from '@phasegate/pricing/units';

/**
 * Cost-of-corruption cap: the most open interest, in units, at which pushing the settlement index costs at least twice
 * what it can win: `floor(0.5 x m_min x V_min x (1 - k) / k)`. Rounded down, the safe side.
 *
 * The index is made of the marketplace's own trades. Moving it by the whole band k means washing through the lowest
 * volume V_min at a margin of at least m_min, while the gain is open interest times the move. Falls in k, rises in
 * margin and volume. Without a band (`bandBps` undefined or 0) nothing bounds the move: the cap is 0, no open interest.
 *
 * @param input.minimumMarginBps lowest listed margin, integer bps in [0, 5000]
 * @param input.minimumWindowVolume lowest settlement-window volume of 30 days, units, trades of the broker and its
 * affiliates left out (for them washing is free)
 * @param input.bandBps k, the band around the frozen reference, integer bps in [0, 10000], or undefined for no band
 * @throws {InvalidInputError} values out of range
 * @example
 * // margin 30 %, 1,000 units, band 20 %: 0.5 x 0.3 x 1000 x 4
 * corruptionCap({ minimumMarginBps: 3000 as Bps, minimumWindowVolume: 1000n, bandBps: 2000 as Bps }) // 600n
 */
export function corruptionCap(input: {
  readonly minimumMarginBps: Bps;
  readonly minimumWindowVolume: Quantity;
  readonly bandBps: Bps | undefined;
}): Quantity {
  checkObject('input', input);
  const { minimumMarginBps, minimumWindowVolume: volume, bandBps } = input;
  checkMarginBps('minimumMarginBps', minimumMarginBps);
  checkAmount('minimumWindowVolume', volume);
  if (bandBps === undefined) return 0n;
  checkBps('bandBps', bandBps);
  if (bandBps === 0) return 0n;
  const [margin, band, whole] = [BigInt(minimumMarginBps), BigInt(bandBps), BigInt(BPS)];
  return mulDivDown(margin * volume, whole - band, 2n * whole * band);
}
