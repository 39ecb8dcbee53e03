import {
  NoSurplusError,
  NotAccountOwnerError,
  NotDistributionError,
  NothingToClaimError,
  NothingToWithdrawError,
} from '@phasegate/pricing/refusals';
import { InvalidInputError, parseWad, WAD, type Wad } from '@phasegate/pricing/units';
import { describe, expect, test } from 'vitest';
import { buySegment } from '../purchase/buySegment.ts';
import {
  BUYERS,
  expectRefusal,
  hash,
  listedMarket,
  listing,
  MARKETPLACE,
  NO_ADDRESSES,
  NO_AMOUNTS,
  NO_NUMBERS,
  NOW,
  OWNER,
  PROVIDERS,
} from '../spotMarket.test.support.ts';
import { type SpotMarketState } from '../state/spotMarketState.ts';
import { patBalance, transferPat } from '../token/pat.ts';
import { claimDistribution, type DistributionShare } from './claimDistribution.ts';
import { recoverSurplus } from './recoverSurplus.ts';
import { withdrawEarnings } from './withdrawEarnings.ts';

const [provider, second, third] = PROVIDERS;
const [payer, other] = BUYERS;

function soldMarket(): SpotMarketState {
  const state = listedMarket(
    listing(1),
    listing(2, { provider: second }),
    listing(3, { distributionRoot: hash(0xabc) }),
  );
  buySegment(state, { payer, id: 1, at: NOW });
  buySegment(state, { payer, id: 3, at: NOW });
  return state;
}

describe('withdrawEarnings', () => {
  test('default: all earnings go to the owner, once', () => {
    const state = soldMarket();
    expect(withdrawEarnings(state, { owner: provider })).toBe(parseWad('70'));
    expect(patBalance(state, provider)).toBe(parseWad('70'));
    expect(state).toMatchObject({ liabilities: parseWad('70') });
    expectRefusal(state, () => withdrawEarnings(state, { owner: provider }), NothingToWithdrawError, {
      facts: { account: 1 },
    });
  });

  test('behavior: to another address, by the number of the account, also while paused', () => {
    const state = soldMarket();
    state.paused = true;
    withdrawEarnings(state, { owner: provider.toUpperCase().replace('0X', '0x'), account: 1, to: third });
    expect([patBalance(state, third), patBalance(state, provider)]).toEqual([parseWad('70'), 0n]);
  });

  test('behavior: to the marketplace itself it becomes surplus', () => {
    const state = soldMarket();
    withdrawEarnings(state, { owner: provider, to: MARKETPLACE });
    expect(recoverSurplus(state, OWNER)).toBe(parseWad('70'));
  });

  test.each([
    ['who has no account', third, undefined, 0],
    ['asking for an account that is not there', provider, 9, 9],
    ["asking for account 0, nobody's", provider, 0, 0],
    ["asking for another's account", second, 1, 1],
    ['asking for a distribution', provider, 3, 3],
  ] as const)('error: NotAccountOwnerError for somebody %s', (_, owner, account, named) => {
    const state = soldMarket();
    const input = account === undefined ? { owner } : { owner, account };
    const facts = { facts: { account: named, caller: owner } };
    expectRefusal(state, () => withdrawEarnings(state, input), NotAccountOwnerError, facts);
  });

  test('error: NothingToWithdrawError for an account that has sold nothing', () => {
    const state = soldMarket();
    expectRefusal(state, () => withdrawEarnings(state, { owner: second }), NothingToWithdrawError);
  });

  test('error: InvalidInputError for a malformed receiver comes before everything', () => {
    const state = soldMarket();
    for (const to of NO_ADDRESSES.filter((wrong) => wrong !== null) as string[]) {
      expectRefusal(state, () => withdrawEarnings(state, { owner: third, to }), InvalidInputError, {
        path: 'to',
      });
    }
  });

  test('error: InvalidInputError for a malformed owner or account', () => {
    const state = soldMarket();
    for (const owner of NO_ADDRESSES as string[]) {
      expectRefusal(state, () => withdrawEarnings(state, { owner }), InvalidInputError);
    }
    for (const account of NO_NUMBERS.filter((wrong) => wrong !== null) as number[]) {
      expectRefusal(state, () => withdrawEarnings(state, { owner: provider, account }), InvalidInputError);
    }
  });
});

describe('claimDistribution', () => {
  const half: DistributionShare = { leaf: 0, provider, from: 0n as Wad, to: (WAD / 2n) as Wad };

  test('default: half of 70 PAT, once', () => {
    const state = soldMarket();
    expect(claimDistribution(state, hash(3), half)).toBe(parseWad('35'));
    expect(patBalance(state, provider)).toBe(parseWad('35'));
    expect(state.accounts[2]).toMatchObject({ earnings: parseWad('35'), claimed: parseWad('35') });
    expect(state.liabilities).toBe(parseWad('105'));
    expectRefusal(state, () => claimDistribution(state, hash(3), half), NothingToClaimError, {
      facts: { contentHash: hash(3), leaf: 0 },
    });
  });

  test('behavior: after another sale the same share has more to claim, also while paused', () => {
    const state = soldMarket();
    claimDistribution(state, hash(3), half);
    buySegment(state, { payer: other, id: 3, at: NOW });
    state.paused = true;
    expect(claimDistribution(state, hash(3).toUpperCase().replace('0X', '0x'), half)).toBe(parseWad('35'));
  });

  test('behavior: overlapping shares take what there is and no more', () => {
    const state = soldMarket();
    const all = { ...half, to: WAD };
    expect(claimDistribution(state, hash(3), all)).toBe(parseWad('70'));
    expectRefusal(state, () => claimDistribution(state, hash(3), { ...all, leaf: 1 }), NothingToClaimError);
    expect(state.accounts[0]!.earnings).toBe(parseWad('70'));
  });

  test('behavior: a share of less than a wei has nothing to claim', () => {
    const state = listedMarket(listing(3, { distributionRoot: hash(0xabc) }));
    const first = { ...half, to: 1n as Wad };
    expectRefusal(state, () => claimDistribution(state, hash(3), first), NothingToClaimError);
    buySegment(state, { payer, id: 1, at: NOW });
    // 70e18 wei x 1 / 1e18.
    expect(claimDistribution(state, hash(3), first)).toBe(70n);
  });

  test.each([1, 99])('error: NotDistributionError for content %i', (content) => {
    const state = soldMarket();
    const facts = { facts: { contentHash: hash(content) } };
    expectRefusal(state, () => claimDistribution(state, hash(content), half), NotDistributionError, facts);
  });

  test.each([
    ...NO_AMOUNTS.flatMap((wrong) => [{ from: wrong }, { to: wrong }]),
    ...NO_NUMBERS.map((wrong) => ({ leaf: wrong })),
    ...NO_ADDRESSES.map((wrong) => ({ provider: wrong })),
    { from: WAD / 2n },
    { from: WAD / 2n + 1n },
    { to: WAD + 1n },
  ])('error: InvalidInputError for a share with %o', (wrong) => {
    const state = soldMarket();
    const share = { ...half, ...wrong } as DistributionShare;
    expectRefusal(state, () => claimDistribution(state, hash(3), share), InvalidInputError);
  });

  test.each(['', '0x', hash(1).slice(0, -1), 5, undefined])(
    'error: InvalidInputError for the content %o',
    (wrong) => {
      const state = soldMarket();
      expectRefusal(state, () => claimDistribution(state, wrong as string, half), InvalidInputError);
    },
  );
});

describe('recoverSurplus', () => {
  test('default: what was sent by mistake, not what is owed', () => {
    const state = soldMarket();
    transferPat(state, payer, MARKETPLACE, 5n as Wad);
    expect(recoverSurplus(state, OWNER)).toBe(5n);
    expect(patBalance(state, OWNER)).toBe(5n);
    expect(patBalance(state, MARKETPLACE)).toBe(state.liabilities);
  });

  test('behavior: to the marketplace itself it stays surplus', () => {
    const state = soldMarket();
    transferPat(state, payer, MARKETPLACE, 5n as Wad);
    recoverSurplus(state, MARKETPLACE);
    expect(recoverSurplus(state, OWNER)).toBe(5n);
  });

  test('error: NoSurplusError when all of it is owed', () => {
    const state = soldMarket();
    expectRefusal(state, () => recoverSurplus(state, OWNER), NoSurplusError);
  });

  test.each(NO_ADDRESSES)('error: InvalidInputError for %o', (wrong) => {
    const state = soldMarket();
    transferPat(state, payer, MARKETPLACE, 5n as Wad);
    expectRefusal(state, () => recoverSurplus(state, wrong as string), InvalidInputError);
  });
});
