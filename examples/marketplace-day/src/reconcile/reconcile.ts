import { type ContractHandle, type Deployment, marketplaceLens } from '@phasegate/contracts';
import type { LocalChain } from '@phasegate/contracts/local-chain';
import { hasAccess, patBalance, type SpotMarketState } from '@phasegate/market';
import { indexBuckets, indexPrice, indexRing } from '@phasegate/pricing';
import type { Actors } from '../market/actors.ts';
import type { Comparison } from './comparison.ts';

const HOUR = 3_600;

/** What a reconciliation compares with what. The rules know feed, parameters and clock; the chain is only read. */
export interface Reconciliation {
  readonly chain: LocalChain;
  readonly deployment: Deployment;
  readonly actors: Actors;
  readonly spotMarket: SpotMarketState;
  readonly comparison: Comparison;
}

/**
 * Compares the spot market by its rules with the chain at `at`: the till, registry, markets, accounts, balances, every index bucket since
 * `since`, and every segment and access right whose window ended after `changedSince`.
 */
export async function reconcile(
  input: Reconciliation & { at: number; since: number; changedSince: number },
): Promise<void> {
  await input.chain.mineAt(input.at);
  await reconcileTill(input);
  await reconcileMarkets(input);
  await reconcileSegments(input, input.changedSince);
  await reconcileAccounts(input);
  await reconcileBalances(input);
  await reconcileAccess(input, input.at, input.changedSince);
  await reconcileIndex(input, input.since, input.at);
}

async function reconcileTill({ deployment, spotMarket, comparison }: Reconciliation): Promise<void> {
  const { marketplace, pat } = deployment.contracts;
  const lens = marketplaceLens(marketplace);
  const till = await lens.till();
  comparison.equal('broker wallet', till.brokerWallet, spotMarket.brokerWallet);
  comparison.equal('paused', till.pauseLevels !== 0, spotMarket.paused);
  comparison.equal('liabilities', till.liabilities, spotMarket.liabilities);
  const registry = await lens.registry();
  comparison.equal('segments', registry.segments, spotMarket.segments.length);
  comparison.equal('accounts', registry.accounts, spotMarket.accounts.length);
  comparison.equal('markets', registry.markets, spotMarket.markets.length);
  comparison.equal('curves', registry.curves, spotMarket.curves.length);
  comparison.equal('broker margin', registry.brokerMarginBps, spotMarket.brokerMarginBps);
  const supply = [...spotMarket.balances.values()].reduce((sum, balance) => sum + balance, 0n);
  comparison.equal('PAT supply', await pat.read('totalSupply', []), supply);
}

async function reconcileMarkets({ deployment, spotMarket, comparison }: Reconciliation): Promise<void> {
  const { marketplace } = deployment.contracts;
  for (const [i, market] of spotMarket.markets.entries()) {
    const stored = await marketplace.read('market', [BigInt(i + 1)]);
    comparison.equal(`reference ask of market ${i + 1}`, stored.referenceAsk, market.referenceAsk);
    comparison.equal(`anchor of market ${i + 1}`, stored.anchorAsk, market.anchorAsk);
    comparison.equal(`anchor time of market ${i + 1}`, stored.anchorAt, market.anchorAt);
  }
  for (const [i, table] of spotMarket.curves.entries()) {
    comparison.equal(`curve ${i}`, await marketplaceLens(marketplace).curveTable(BigInt(i)), table);
  }
}

async function reconcileSegments(input: Reconciliation, changedSince: number): Promise<void> {
  const { spotMarket, comparison } = input;
  const segments = [...spotMarket.segments.entries()].filter(
    ([, segment]) => segment.issuedAt + segment.windowSeconds > changedSince,
  );
  const answers = await readWords(
    input,
    'segment',
    segments.map(([i]) => [i + 1]),
  );
  for (const [k, [i, segment]] of segments.entries()) {
    const words = answers[k]!;
    const expected = [
      segment.freshAsk,
      segment.issuedAt,
      segment.windowSeconds,
      segment.confidenceBps,
      segment.market,
      segment.marginBps,
      segment.remaining,
      segment.curve,
      segment.account,
    ];
    expected.forEach((value, k) =>
      comparison.equal(`segment ${i + 1}, field ${k}`, words[k]!, BigInt(value)),
    );
  }
}

async function reconcileAccounts(input: Reconciliation): Promise<void> {
  const { deployment, spotMarket, comparison } = input;
  const lens = marketplaceLens(deployment.contracts.marketplace);
  const accounts = await readWords(
    input,
    'account',
    spotMarket.accounts.map((_, i) => [i + 1]),
  );
  for (const [i, account] of spotMarket.accounts.entries()) {
    const [owner, earnings] = accounts[i]!;
    comparison.equal(`owner of account ${i + 1}`, owner!, BigInt(account.owner ?? 0));
    comparison.equal(`earnings of account ${i + 1}`, earnings!, account.earnings);
    if (account.distributionRoot === undefined) continue;
    const { root, claimed } = await lens.distribution(BigInt(i + 1));
    comparison.equal(`root of account ${i + 1}`, BigInt(root), BigInt(account.distributionRoot));
    comparison.equal(`claims of account ${i + 1}`, claimed, account.claimed);
  }
}

async function reconcileBalances(input: Reconciliation): Promise<void> {
  const { deployment, actors, spotMarket, comparison } = input;
  const { pat, marketplace } = deployment.contracts;
  const holders: (readonly [string, string])[] = actors.names().map((name) => [name, actors.address(name)]);
  holders.push(['marketplace', marketplace.address]);
  const balances = await readWords(
    input,
    'balanceOf',
    holders.map(([, address]) => [address]),
    pat,
  );
  for (const [i, [name, address]] of holders.entries()) {
    comparison.equal(`PAT of ${name}`, balances[i]![0]!, patBalance(spotMarket, address));
  }
}

/** Every right that was bought, and as many pairs that were not. */
async function reconcileAccess(input: Reconciliation, at: number, changedSince: number): Promise<void> {
  const { spotMarket, comparison } = input;
  const holders = [...spotMarket.access.keys()];
  const pairs = holders.flatMap((holder, h) => {
    const other = holders[(h + 1) % holders.length]!;
    return [...spotMarket.access.get(holder)!].flatMap((id) => {
      const segment = spotMarket.segments[id - 1]!;
      if (segment.issuedAt + segment.windowSeconds <= changedSince) return [];
      return [holder, other].map((account) => [account, id] as const);
    });
  });
  const answers = await readWords(input, 'hasAccess', pairs);
  for (const [i, [account, id]] of pairs.entries()) {
    const granted = answers[i]![0] === 1n;
    comparison.equal(`access of ${account} to ${id}`, granted, hasAccess(spotMarket, account, id, at));
  }
}

async function reconcileIndex(input: Reconciliation, since: number, at: number): Promise<void> {
  const { spotMarket, comparison } = input;
  const [from, to] = [Math.floor(since / HOUR), Math.floor(at / HOUR) + 1];
  const hours = Array.from({ length: to - from }, (_, i) => from + i);
  for (const [i] of spotMarket.markets.entries()) {
    const market = i + 1;
    const ring = spotMarket.index.get(market) ?? indexRing();
    const answers = await readWords(
      input,
      'indexBucket',
      hours.map((hour) => [market, hour]),
    );
    for (const [k, hour] of hours.entries()) {
      const words = answers[k]!;
      const [kept] = indexBuckets(ring, { fromHour: hour, toHour: hour + 1 });
      const bucket = kept ?? { hour, trades: 0, sumWeight: 0n, sumAsk: 0n };
      const expected = [bucket.hour, bucket.trades, bucket.sumWeight, bucket.sumAsk];
      expected.forEach((value, field) =>
        comparison.equal(
          `bucket of market ${market}, hour ${hour}, field ${field}`,
          words[field]!,
          BigInt(value),
        ),
      );
    }
    const held = indexBuckets(ring, { fromHour: from, toHour: to });
    const [price] = await readWords(input, 'indexPrice', [[market, from, to]]);
    comparison.equal(`index price of market ${market}`, price![0]!, indexPrice(held) ?? 0n);
  }
}

/** A view's answers as their 32-byte words: asked at once and decoded by hand, because there are a hundred thousand. */
async function readWords(
  { chain, deployment }: Reconciliation,
  view: 'segment' | 'account' | 'hasAccess' | 'indexBucket' | 'indexPrice' | 'balanceOf',
  rows: readonly (readonly (string | number)[])[],
  contract: Pick<ContractHandle<readonly []>, 'address' | 'interface'> = deployment.contracts.marketplace,
): Promise<bigint[][]> {
  const { address: to, interface: abi } = contract;
  const { selector } = abi.getFunction(view)!;
  const word = (value: string | number): string => BigInt(value).toString(16).padStart(64, '0');
  const answers = await chain.askViews(rows.map((row) => ({ to, data: selector + row.map(word).join('') })));
  return answers.map((answer) => (answer.slice(2).match(/.{64}/g) ?? []).map((text) => BigInt(`0x${text}`)));
}
