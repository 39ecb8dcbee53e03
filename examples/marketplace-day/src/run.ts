import { type Deployment, deployOwnerTimelock, deployPhasegate } from '@phasegate/contracts';
import { createLocalChain } from '@phasegate/contracts/local-chain';
import { openSpotMarket, playSpotMarket, type SpotMarketState } from '@phasegate/market';
import type { Wad } from '@phasegate/pricing/units';
import { day } from './calendar/day.ts';
import { driver } from './chain/driver.ts';
import { arrivals } from './feed/arrivals.ts';
import { EmptyFeedError } from './feed/errors.ts';
import type { Session } from './feed/session.ts';
import { actors } from './market/actors.ts';
import { curveTables } from './market/marketPricer.ts';
import { OWNER_DELAY } from './market/ownerTimelock.ts';
import type { RunParameters } from './market/parameters.ts';
import { type RunLog, runLog } from './market/runLog.ts';
import type { StepKind } from './market/step.ts';
import { startOf, tradingYear } from './market/tradingYear.ts';
import { comparison, type Mismatch } from './reconcile/comparison.ts';
import { reconcile } from './reconcile/reconcile.ts';

/** What a run leaves. */
export interface RunResult {
  readonly log: RunLog;
  readonly spotMarket: SpotMarketState;
  readonly deployment: Deployment;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly usage: ReadonlyMap<StepKind | 'upgrade', { transactions: number; gas: number }>;
  readonly valuesCompared: number;
  readonly mismatches: readonly Mismatch[];
}

/** Where a run is: a fraction of its time, and what it is doing. */
export type OnProgress = (fraction: number, doing: string) => void;

/** Times the parts of a run. */
export interface Timing {
  time<T>(part: string, work: () => T | Promise<T>): Promise<T>;
}

/**
 * Runs a feed through an in-process chain and reconciles it.
 *
 * @param input.tamper falsifies one wei of the expectation before the last comparison, which must then fail.
 * @throws EmptyFeedError when no session is left to list.
 */
export async function run(input: {
  sessions: readonly Session[];
  seed: number;
  parameters: RunParameters;
  tamper: boolean;
  onProgress: OnProgress;
  stopwatch: Timing;
}): Promise<RunResult> {
  const { sessions, seed, parameters, tamper, onProgress, stopwatch } = input;
  if (sessions.length === 0) throw new EmptyFeedError();
  const feed = arrivals(sessions, parameters.year, seed);
  const startsAt = startOf(feed);
  const endsAt = feed.at(-1)!.at + 2 * parameters.roundSeconds;
  onProgress(0, 'deploying');
  const chain = await stopwatch.time('starting the chain', () =>
    createLocalChain({ genesisTime: startsAt - 86_400 }),
  );
  try {
    const cast = actors(seed);
    const owner = cast.wallet('owner').connect(chain.provider);
    await chain.request('hardhat_setBalance', [owner.address, `0x${(10n ** 24n).toString(16)}`]);
    const deployment = await deployPhasegate({
      signer: owner,
      parameters: {
        brokerWallet: cast.address('broker wallet'),
        brokerMarginBps: parameters.pricing.quote.marginBps,
        maxBackdateSeconds: parameters.maxBackdateSeconds,
        minIndexAsk: parameters.minIndexAsk,
        minIndexMarginBps: parameters.minIndexMarginBps,
        firstCurve: curveTables(parameters.curves)[0]!,
      },
    });
    const spotMarket = openSpotMarket({
      marketplace: deployment.addresses.marketplace,
      brokerWallet: cast.address('broker wallet'),
      brokerMarginBps: parameters.pricing.quote.marginBps,
      maxBackdateSeconds: parameters.maxBackdateSeconds,
      minIndexAsk: parameters.minIndexAsk,
      minIndexMarginBps: parameters.minIndexMarginBps,
      at: startsAt,
    });
    for (const { to, amount } of deployment.parameters.patAllocation)
      playSpotMarket(spotMarket, { type: 'allocatePat', at: startsAt, to, amount: amount as Wad });
    const log = runLog();
    const compared = comparison();
    const { chainId } = deployment.addresses;
    const ownerTimelock = await deployOwnerTimelock({
      signer: owner,
      company: owner.address,
      delay: OWNER_DELAY,
    });
    const contracts = { ...deployment.contracts, ownerTimelock };
    const drive = driver({ chain, deployment, contracts, actors: cast, comparison: compared });
    let since = startsAt;
    for (const step of tradingYear({
      seed,
      parameters,
      arrivals: feed,
      actors: cast,
      spotMarket,
      contracts,
      chainId,
      log,
    })) {
      onProgress(Math.min(0.999, (step.at - startsAt) / (endsAt - startsAt)), day(step.at));
      if (step.kind === 'upgrade') await drive.upgrade(step);
      else if (step.kind !== 'checkpoint')
        await stopwatch.time('signing and sending', () => drive.send(step));
      else {
        onProgress((step.at - startsAt) / (endsAt - startsAt), `reconciling ${step.label}`);
        if (tamper && step.label === 'end') falsify(spotMarket);
        const changedSince = step.label === 'end' ? 0 : since;
        const scope = { at: step.at, since, changedSince };
        await stopwatch.time('reconciling', () =>
          reconcile({ chain, deployment, actors: cast, spotMarket, comparison: compared, ...scope }),
        );
        since = step.at;
      }
    }
    onProgress(1, 'done');
    return {
      log,
      spotMarket,
      deployment,
      startsAt,
      endsAt,
      usage: drive.usage,
      valuesCompared: compared.compared,
      mismatches: compared.mismatches,
    };
  } finally {
    await chain.close();
  }
}

/** One wei too much in what the first provider with earnings is expected to be owed. */
function falsify(spotMarket: SpotMarketState): void {
  const account = spotMarket.accounts.find(({ earnings }) => earnings > 0n) ?? spotMarket.accounts[0]!;
  account.earnings = (account.earnings + 1n) as Wad;
}
