import { ClearingScenario } from './clearingScenario.ts';
import type { Measurement } from './measurement.ts';

const DAY = 86_400;
const PAT = 10n ** 18n;
const STAKE = 10_000n * PAT;
const [CALL, PUT] = [0, 1];
const BATCH = 10;

/**
 * Measures the clearing house and its oracle on a fresh in-process chain. Plain PAT, infinite allowance, fees charged. A first trade is
 * that of two accounts which hold nothing in the book; a repeated one adds to the positions that both hold.
 */
export async function measureClearingHouse(): Promise<Measurement> {
  const scenario = await ClearingScenario.open();
  try {
    return await measure(scenario);
  } finally {
    await scenario.chain.close();
  }
}

async function measure(scenario: ClearingScenario): Promise<Measurement> {
  const { clearing, oracle, owner } = scenario;
  const [writer, holder, matcher, ...others] = scenario.accounts;
  const gas: Record<string, number> = {};
  await scenario.gas(clearing, 'announceMatcher', [matcher!.address]);
  for (let day = 0; day < 7; day++) await scenario.tradeWindowBefore(scenario.time + DAY);
  await scenario.gas(clearing, 'applyMatcher', [matcher!.address]);
  await scenario.gas(clearing, 'setFees', [scenario.chain.signers[1].address, 100, PAT / 1_000n]);
  gas['oracle: refresh the cap of a market'] = await scenario.gas(oracle, 'refreshCap', [1]);

  const expiry = scenario.time + DAY;
  const later = scenario.time + 2 * DAY;
  const terms = (at: number, kind: number, strike: bigint) => [
    1,
    1,
    at,
    kind,
    strike * PAT,
    kind === CALL ? (strike + 50n) * PAT : 0n,
    0n,
  ];
  gas['oracle: open a settlement'] = await scenario.gas(oracle, 'open', [1, later]);
  gas['create the first series of a book'] = await scenario.gas(
    clearing,
    'createSeries',
    terms(expiry, CALL, 100n),
  );
  gas['create a further series'] = await scenario.gas(clearing, 'createSeries', terms(expiry, PUT, 90n));
  await scenario.gas(clearing, 'createSeries', terms(later, CALL, 100n));

  const sides = [writer!, holder!, ...others.slice(0, BATCH - 2)];
  for (const account of sides) {
    await scenario.gas(clearing.as(account), 'deposit', [STAKE]);
    await scenario.gas(clearing.as(account), 'setMatcher', [matcher!.address, true]);
  }
  gas['deposit, account known'] = await scenario.gas(clearing.as(writer!), 'deposit', [STAKE]);
  // The wallet of fees has been paid before.
  const trading = clearing.as(matcher!);
  const series = (at: number): bigint => ((BigInt(at) << 32n) | (1n << 16n) | 1n) << 16n;
  const deal = (seriesId: bigint, maker = writer!, taker = holder!) => [
    { seriesId, maker: maker.address, taker: taker.address, takerBuys: true, lots: 1, premium: 12n * PAT },
  ];
  await scenario.gas(trading, 'fill', deal(series(later), sides[2], sides[3]));
  gas['open a covered call through a matcher, first in its book'] = await scenario.gas(
    trading,
    'fill',
    deal(series(expiry)),
  );
  gas['open a covered call through a matcher, repeated'] = await scenario.gas(
    trading,
    'fill',
    deal(series(expiry)),
  );
  gas['close half of it'] = await scenario.gas(trading, 'fill', deal(series(expiry), holder, writer));
  for (let i = 2; i < sides.length; i += 2) {
    await scenario.gas(trading, 'fill', deal(series(expiry), sides[i], sides[i + 1]));
  }

  await scenario.tradeWindowBefore(expiry);
  const book = series(expiry) >> 16n;
  gas['settle a book, its market too'] = await scenario.gas(clearing, 'settle', [book]);
  gas['settle and withdraw one account'] = await scenario.gas(clearing.as(holder!), 'settleAndWithdraw', [
    [book],
  ]);
  const rest = [writer!, ...sides.slice(2)].map((side) => side.address);
  const batch = await scenario.gas(clearing.as(owner), 'settleAccounts', [book, rest]);
  gas['settle accounts in a batch, each'] = batch / rest.length;
  gas['withdraw what is free'] = await scenario.gas(clearing.as(sides[2]!), 'withdraw', [PAT]);
  return gas;
}
