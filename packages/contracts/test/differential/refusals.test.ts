import { type Deployment, deployPhasegate, refusalOf } from '@phasegate/contracts';
import { createLocalChain, type LocalChain } from '@phasegate/contracts/local-chain';
import {
  type Bps,
  MarginTooHighError,
  packKnots,
  quoteSegment,
  SegmentExpiredError,
  splitAsk,
  WAD,
  type Wad,
} from '@phasegate/pricing';
import { id, ZeroHash } from 'ethers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Inputs } from './inputs.ts';

const WINDOW = 604_800;
const ASK = 100n * WAD;

let chain: LocalChain;
let deployment: Deployment;
let issuedAt: number;
const table = packKnots(new Inputs(7n).knots());

beforeAll(async () => {
  chain = await createLocalChain();
  deployment = await deployPhasegate({ signer: chain.signers[0] });
  const { marketplace } = deployment.contracts;
  const owner = chain.signers[0].address;
  await marketplace.write('setRole', [0, owner, true]);
  await marketplace.write('setRole', [1, owner, true]);
  await marketplace.write('addCurve', [table]);
  const terms = {
    segmentType: id('PURCHASE_INTENT'),
    window: WINDOW,
    confidenceLowBps: 7_000,
    confidenceHighBps: 8_500,
    referenceAsk: ASK,
    bandBps: 1_000,
    dailyMoveBps: 500,
    settlementPeriodHours: 0,
    settlementWindowHours: 0,
    settlementOffsetHours: 0,
  };
  await marketplace.write('addMarket', [terms]);
  issuedAt = (await chain.provider.getBlock('latest'))!.timestamp;
  const listing = {
    contentHash: id('content'),
    provider: owner,
    distributionRoot: ZeroHash,
    freshAsk: ASK,
    issuedAt,
    market: 1,
    confidenceBps: 7_500,
    capacity: 1,
    curve: 0,
  };
  await (await marketplace.write('registerSegment', [listing])).wait();
});
afterAll(() => chain.close());

test('I9, I14: the chain quotes and refuses in the same seconds as TypeScript, from listing to a day after', async () => {
  // Ascending, because a chain's clock does not go back.
  const ages = [
    10,
    40_319,
    40_320,
    40_321,
    302_400,
    WINDOW - 2,
    WINDOW - 1,
    WINDOW,
    WINDOW + 1,
    WINDOW + 86_400,
  ];
  const refused: number[] = [];
  for (const age of ages) {
    await chain.mineAt(issuedAt + age);
    const onChain = deployment.contracts.marketplace.read('askOf', [1n]);
    const quoting = () =>
      quoteSegment({
        // 85 PAT at margin 30 % and factors of 1.0 is a fresh ask of exactly 100 PAT.
        baseValue: (85n * WAD) as Wad,
        curve: table,
        issuedAt,
        windowSeconds: WINDOW,
        demand: WAD,
        scarcity: WAD,
        marginBps: 3_000 as Bps,
        now: issuedAt + age,
        quoteLifetimeSeconds: 60,
      });
    if (age < WINDOW) {
      const { freshAsk, ask, bid } = quoting();
      expect(freshAsk).toBe(ASK);
      expect(await onChain).toEqual([ask, bid, ask - bid]);
    } else {
      expect(quoting).toThrow(SegmentExpiredError);
      await expect(onChain).rejects.toMatchObject({
        name: 'SegmentExpiredError',
        facts: { id: 1, expiry: issuedAt + WINDOW, timestamp: issuedAt + age },
      });
      refused.push(age);
    }
  }
  expect(refused).toEqual([WINDOW, WINDOW + 1, WINDOW + 86_400]);
});

test.each([100, 101, 4_999, 5_000, 5_001, 10_000])(
  'I16: a margin of %d is taken by both or refused by both',
  async (margin) => {
    const onChain = deployment.contracts.marketplace.simulate('setBrokerMargin', [BigInt(margin)]);
    if (margin <= 5_000) {
      await expect(onChain).resolves.toBeUndefined();
      const { payout, brokerSpread } = splitAsk(ASK as Wad, margin as Bps);
      expect(payout + brokerSpread).toBe(ASK);
    } else {
      expect(() => splitAsk(ASK as Wad, margin as Bps)).toThrow(MarginTooHighError);
      const refused = await onChain.catch((cause: unknown) => cause);
      expect(refused).toBeInstanceOf(MarginTooHighError);
      expect(refused).toMatchObject({ marginBps: margin });
      expect(refusalOf(refused)?.facts).toEqual({ marginBps: BigInt(margin), maxBps: 5_000n });
    }
  },
);
