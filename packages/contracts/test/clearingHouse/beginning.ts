import { beginningSeries } from './beginningSeries.ts';
import { type ClearingChain, DAY, GENESIS, HOUR, MARKETS, PAT } from './clearingChain.ts';
import { ClearingRun } from './clearingRun.ts';

/** Eight days of trading come before, and the first books expire nine days after. */
export const OPENING = GENESIS + 16 * HOUR + 8 * DAY;
export const EXPIRY = OPENING + 9 * DAY;

/**
 * What every sequence begins with, all of it on both sides: trading, marks of the gate, matchers (accounts let the first of them in),
 * money, series and caps.
 */
export async function beginRun(world: ClearingChain, matchers: readonly string[]): Promise<ClearingRun> {
  const run = ClearingRun.start(world, new Map(), GENESIS + DAY);
  const { actors } = world;
  for (const name of ['ann', 'ben', 'fund', 'desk', 'gone'] as const)
    await run.mark({ admit: [actors[name].address, name === 'gone' ? OPENING : OPENING + 900 * DAY] });
  await run.mark({ broker: actors.broker.address });
  await run.mark({ affiliate: [actors.sister.address, true] });
  for (const matcher of matchers) await run.play({ type: 'announceMatcher', at: run.now, matcher });
  for (let day = 1; day <= 8; day++) await run.tradeTowards(GENESIS + 16 * HOUR + day * DAY);
  for (const matcher of matchers) await run.play({ type: 'applyMatcher', at: run.now, matcher });
  const at = run.now;
  for (const name of ['ann', 'ben', 'fund', 'broker', 'cat', 'gone', 'sister', 'desk'] as const) {
    const account = actors[name].address;
    const amount = (BigInt(name === 'broker' ? 20_000 : 3_000) * PAT) as never;
    await run.play({ type: 'deposit', at, account, amount });
    if (account !== matchers[0])
      await run.play({ type: 'setMatcher', at, account, matcher: matchers[0]!, allowed: true });
  }
  for (const word of beginningSeries(EXPIRY)) await run.play({ type: 'createSeries', at, ...word });
  for (const market of MARKETS.keys()) await run.refreshCap(market);
  return run;
}
