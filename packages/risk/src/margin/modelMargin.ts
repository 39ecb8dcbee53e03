import {
  BPS,
  type Bps,
  ceilDiv,
  checkAmount,
  checkList,
  checkMarketId,
  checkObject,
  checkText,
  type MarketId,
  mulDivUp,
  type Wad,
} from '@phasegate/pricing/units';
import { ceilSquareRoot } from './ceilSquareRoot.ts';
import { liquidityTierMultiplier } from './liquidityTier.ts';
import { type CorrelationScenario, checkMarginModel, type MarginModel } from './marginModel.ts';
import { type MarketState, type ScanResult, scanMargin } from './scanMargin.ts';

/** An account's positions in one market. */
export interface MarginedMarket {
  readonly market: MarketId;
  /** Markets of one bucket are alike, for example one segment type. */
  readonly bucket: string;
  /** PAT wei a lot. */
  readonly price: Wad;
  /** Value of the positions in a state of the market, PAT wei; pure. */
  readonly value: (state: MarketState) => Wad;
  /** PAT wei traded over seven days, unaffiliated. */
  readonly weekVolume: Wad;
}

/** A requirement and how it came about, PAT wei. */
export interface ModelMargin {
  readonly total: Wad;
  readonly markets: readonly {
    readonly market: MarketId;
    readonly scan: ScanResult;
    readonly multiplierBps: Bps;
    /** Scan loss times tier multiplier. */
    readonly standalone: Wad;
  }[];
  /** What aggregation saved: the sum of stand-alone margins less the total. */
  readonly offset: Wad;
}

/**
 * Margin of a book over several markets under one model: scan each market, multiply by its liquidity tier, aggregate.
 * `sum` adds; correlation scenarios give `ceil(sqrt(sum over pairs of rho M_i M_j))` with the sign of each market's
 * worst price direction (a worst case without direction offsets nothing), and the largest counts. Exact integers,
 * rounded up. Never above the sum of the stand-alone margins.
 *
 * @throws {InvalidInputError} a malformed model or market
 * @example
 * modelMargin({ model: spanModel, markets: [{ market: 7, bucket: 'b', price: 300n as Wad, weekVolume: parseWad('1000000'),
 *   value: ({ price }) => (-2n * price) as Wad }] }).total // 180n
 */
export function modelMargin(input: {
  readonly model: MarginModel;
  readonly markets: readonly MarginedMarket[];
}): ModelMargin {
  checkObject('input', input);
  const { model } = input;
  checkMarginModel(model);
  checkList('markets', input.markets);
  const markets = input.markets.map((m, i) => {
    checkObject(`markets[${i}]`, m);
    checkMarketId(`markets[${i}].market`, m.market);
    checkText(`markets[${i}].bucket`, m.bucket);
    checkAmount(`markets[${i}].weekVolume`, m.weekVolume);
    const scan = scanMargin({ price: m.price, value: m.value, parameters: model.scan });
    const multiplierBps = liquidityTierMultiplier(m.weekVolume, model.tiers);
    const standalone = mulDivUp(scan.loss, BigInt(multiplierBps), BigInt(BPS));
    return { market: m.market, bucket: m.bucket, scan, multiplierBps, standalone };
  });
  const sum = markets.reduce((total, m) => total + m.standalone, 0n);
  let total: bigint = sum;
  if (model.aggregation !== 'sum') {
    total = 0n;
    const losses = markets.map((m) => ({
      bucket: m.bucket,
      direction: m.scan.worst.direction,
      amount: m.standalone,
    }));
    for (const scenario of model.aggregation) {
      const margin = aggregate(losses, scenario);
      if (margin > total) total = margin;
    }
  }
  return {
    total: total as Wad,
    markets: markets.map(({ bucket: _bucket, ...rest }) => rest),
    offset: (sum - total) as Wad,
  };
}

function aggregate(
  losses: readonly { readonly bucket: string; readonly direction: -1 | 0 | 1; readonly amount: Wad }[],
  { withinBps, acrossBps }: CorrelationScenario,
): bigint {
  let square = 0n;
  losses.forEach((a, i) => {
    square += a.amount * a.amount * BigInt(BPS);
    losses.forEach((b, j) => {
      if (i === j) return;
      const rho = BigInt(a.bucket === b.bucket ? withinBps : acrossBps);
      const opposite = a.direction * b.direction < 0;
      square += (opposite ? -rho : rho) * a.amount * b.amount;
    });
  });
  return square > 0n ? ceilSquareRoot(ceilDiv(square, BigInt(BPS))) : 0n;
}
