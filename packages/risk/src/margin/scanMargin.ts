import {
  BPS,
  type Bps,
  ceilDiv,
  checkAmount,
  checkFields,
  checkInteger,
  checkNumber,
  checkObject,
  checkSignedAmount,
  type Wad,
} from '@phasegate/pricing/units';

/** How far prices and volatilities are moved, and how much of an extreme loss is covered. */
export interface ScanParameters {
  /** The price scan range, integer bps of the present price. */
  readonly priceScanBps: Bps;
  /** The volatility scan range, as an absolute change (0.1 = ten points); handed to the valuer. */
  readonly volatilityScan: number;
  /** An extreme move is this many scan ranges... */
  readonly extremeMoves: number;
  /** ...and this share of its loss is covered, integer bps. */
  readonly extremeCoverBps: Bps;
}

/** A state of the market in which a portfolio is valued. */
export interface MarketState {
  /** PAT wei a lot, never negative. */
  readonly price: Wad;
  /** Absolute change of volatility against the present. */
  readonly volatilityShift: number;
}

/** One of the sixteen market states. */
export interface ScanScenario extends MarketState {
  /** -1 down, 0 unchanged, 1 up. */
  readonly direction: -1 | 0 | 1;
  /** Share of the loss that counts, integer bps. */
  readonly coverBps: Bps;
}

/** The scan loss and where it occurs. */
export interface ScanResult {
  /** PAT wei, never negative. */
  readonly loss: Wad;
  readonly worst: ScanScenario;
  /** Covered loss in each scenario, negative for gains, in the order of the scan. */
  readonly losses: readonly Wad[];
}

/**
 * SPAN-style scan: the largest covered loss of a portfolio over sixteen states: price unchanged and moved by a third,
 * two thirds and all of its scan range up and down, each with volatility up and down, and two extreme moves of which
 * a share is covered. Full revaluation; PAT wei, rounded up.
 *
 * @param input.price present price, PAT wei a lot
 * @param input.value the portfolio's value in a state, PAT wei; called once for the present state (shift 0) and once
 * for each scenario, so it must be pure
 * @throws {InvalidInputError} parameters out of range, a value that is not a bigint
 * @example
 * // short 2 at 300, range 30 %: a move of +90 loses 180; +180 at 35 % cover loses 126
 * scanMargin({ price: 300n as Wad, value: ({ price }) => (-2n * price) as Wad,
 *   parameters: { priceScanBps: 3000 as Bps, volatilityScan: 0, extremeMoves: 2, extremeCoverBps: 3500 as Bps } }).loss // 180n
 *
 * Source: CME Group, "CME SPAN: Standard Portfolio Analysis of Risk" (risk arrays of sixteen scenarios).
 */
export function scanMargin(input: {
  readonly price: Wad;
  readonly value: (state: MarketState) => Wad;
  readonly parameters: ScanParameters;
}): ScanResult {
  checkObject('input', input);
  const { price, parameters } = input;
  checkAmount('price', price);
  checkScan(parameters);
  const scenarios = scanScenarios(price, parameters);
  const now = input.value({ price, volatilityShift: 0 });
  checkSignedAmount('value(now)', now);
  let worst = scenarios[0]!;
  let largest: Wad | undefined;
  const losses = scenarios.map((scenario, i) => {
    const value = input.value(scenario);
    checkSignedAmount(`value(scenario ${i})`, value);
    const loss = now - value;
    const covered = ceilCover(loss, scenario.coverBps);
    if (largest === undefined || covered > largest) {
      largest = covered;
      worst = scenario;
    }
    return covered;
  });
  return { loss: largest !== undefined && largest > 0n ? largest : (0n as Wad), worst, losses };
}

function ceilCover(loss: bigint, coverBps: Bps): Wad {
  const product = loss * BigInt(coverBps);
  return (product > 0n ? ceilDiv(product, BigInt(BPS)) : product / BigInt(BPS)) as Wad;
}

function scanScenarios(price: Wad, p: ScanParameters): readonly ScanScenario[] {
  const moved = (thirds: number): Wad => {
    const to = price + (price * BigInt(p.priceScanBps) * BigInt(thirds)) / 30_000n;
    return (to > 0n ? to : 0n) as Wad;
  };
  const scenarios: ScanScenario[] = [];
  for (const thirds of [0, 1, -1, 2, -2, 3, -3]) {
    for (const volatilityShift of [p.volatilityScan, -p.volatilityScan]) {
      const direction = Math.sign(thirds) as -1 | 0 | 1;
      scenarios.push({ price: moved(thirds), volatilityShift, direction, coverBps: BPS });
    }
  }
  for (const direction of [1, -1] as const) {
    scenarios.push({
      price: moved(3 * p.extremeMoves * direction),
      volatilityShift: 0,
      direction,
      coverBps: p.extremeCoverBps,
    });
  }
  return scenarios;
}

export function checkScan(p: ScanParameters): void {
  checkFields('parameters', p, ['priceScanBps', 'volatilityScan', 'extremeMoves', 'extremeCoverBps']);
  checkInteger('parameters.priceScanBps', p.priceScanBps, 1, 100_000);
  checkNumber('parameters.volatilityScan', p.volatilityScan, 0);
  checkInteger('parameters.extremeMoves', p.extremeMoves, 1, 10);
  checkInteger('parameters.extremeCoverBps', p.extremeCoverBps, 0, 10_000);
}
