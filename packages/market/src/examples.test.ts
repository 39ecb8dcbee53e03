import { parseWad, WAD, type Wad } from '@phasegate/pricing/units';
import { docExamples, runListing } from '@phasegate/testing';
import { expect, test } from 'vitest';
import * as market from './index.ts';
import { claimDistribution } from './spot/earnings/claimDistribution.ts';
import { recoverSurplus } from './spot/earnings/recoverSurplus.ts';
import { withdrawEarnings } from './spot/earnings/withdrawEarnings.ts';
import { addCurve } from './spot/listing/addCurve.ts';
import { addMarket } from './spot/listing/addMarket.ts';
import { registerSegments } from './spot/listing/registerSegments.ts';
import { repriceSegment } from './spot/listing/repriceSegment.ts';
import { setReferenceAsk } from './spot/listing/setReferenceAsk.ts';
import { buySegment } from './spot/purchase/buySegment.ts';
import { buySegments } from './spot/purchase/buySegments.ts';
import { deliverAccess } from './spot/purchase/deliverAccess.ts';
import { setPurchaseConsent } from './spot/purchase/setPurchaseConsent.ts';
import * as settings from './spot/settings/settings.ts';
import {
  BROKER,
  BUYERS,
  hash,
  listedMarket,
  listing,
  MARKETPLACE,
  NOW,
  OWNER,
  PROVIDERS,
  TERMS,
} from './spot/spotMarket.test.support.ts';
import * as pat from './spot/token/pat.ts';

const rules = {
  addCurve,
  addMarket,
  buySegment,
  buySegments,
  claimDistribution,
  deliverAccess,
  recoverSurplus,
  registerSegments,
  repriceSegment,
  setPurchaseConsent,
  setReferenceAsk,
  withdrawEarnings,
  ...settings,
  ...pat,
};

/** What every example may name: a market of two segments, the second of a distribution, each sold once. */
function scope(): Record<string, unknown> {
  const content = hash(2);
  const [buyer, other] = BUYERS;
  const state = listedMarket(listing(1), listing(2, { distributionRoot: hash(9_999) }));
  for (const id of [1, 2]) buySegment(state, { payer: buyer, id, at: NOW });
  pat.transferPat(state, buyer, MARKETPLACE, 5n as Wad);
  const deployment = {
    marketplace: MARKETPLACE,
    brokerWallet: BROKER,
    brokerMarginBps: 3_000,
    maxBackdateSeconds: 86_400,
    minIndexAsk: WAD,
    minIndexMarginBps: 100,
  };
  const names = { buyer, other, provider: PROVIDERS[0], owner: OWNER, content, terms: TERMS, deployment };
  return { ...market, ...rules, ...names, state, at: NOW, listing, parseWad, WAD };
}

const examples = docExamples(new URL('.', import.meta.url));

test('behavior: examples were found', () => {
  expect(examples.length).toBeGreaterThan(20);
});

test.each(examples)('default: the example of $title gives what it says', async ({ code }) => {
  const results = await runListing({ code, scope: scope(), results: 'last' });
  expect(results).toHaveLength(1);
  expect(results[0]!.actual).toBe(results[0]!.shown);
});
