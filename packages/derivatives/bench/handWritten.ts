/**
 * What one writes by hand for speed: Black's textbook formula in a loop over columns, with Graeme West's polynomial for
 * the normal distribution ("Better approximations to cumulative normal functions", Wilmott, 2005). The reference of all
 * ratios; it keeps few digits in the tails.
 */
export function handWritten(
  forward: Float64Array,
  strike: Float64Array,
  timeToExpiry: Float64Array,
  rate: Float64Array,
  volatility: Float64Array,
  out: Float64Array,
): void {
  for (let i = 0; i < out.length; i += 1) {
    const f = forward[i]!;
    const k = strike[i]!;
    const s = volatility[i]! * Math.sqrt(timeToExpiry[i]!);
    const d1 = Math.log(f / k) / s + 0.5 * s;
    out[i] = Math.exp(-rate[i]! * timeToExpiry[i]!) * (f * west(d1) - k * west(d1 - s));
  }
}

function west(x: number): number {
  const z = Math.abs(x);
  let tail = 0;
  if (z <= 37) {
    const e = Math.exp(-0.5 * z * z);
    if (z < 7.071_067_811_865_47) {
      let top = 3.526_249_659_989_11e-2 * z + 0.700_383_064_443_688;
      top = top * z + 6.373_962_203_531_65;
      top = top * z + 33.912_866_078_383;
      top = top * z + 112.079_291_497_871;
      top = top * z + 221.213_596_169_931;
      top = top * z + 220.206_867_912_376;
      let bottom = 8.838_834_764_831_84e-2 * z + 1.755_667_163_182_64;
      bottom = bottom * z + 16.064_177_579_207;
      bottom = bottom * z + 86.780_732_202_946_1;
      bottom = bottom * z + 296.564_248_779_674;
      bottom = bottom * z + 637.333_633_378_831;
      bottom = bottom * z + 793.826_512_519_948;
      bottom = bottom * z + 440.413_735_824_752;
      tail = (e * top) / bottom;
    } else {
      tail = e / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))) / 2.506_628_274_631;
    }
  }
  return x > 0 ? 1 - tail : tail;
}
