import { AccessDeniedError } from '@phasegate/pricing/refusals';
import { type Bps, PhasegateError, parseWad, type Wad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clearingAccountOf } from '../clearing/accounts.ts';
import { bookIdOf } from '../clearing/bookId.ts';
import { clearingHeld } from '../clearing/clearingState.ts';
import { findSeries } from '../clearing/seriesLookup.ts';
import {
  call,
  collar,
  DAY,
  EXPIRY,
  NOW,
  pat,
  play,
  put,
  swap,
  type World,
  withSeries,
  world,
} from '../clearing/world.testing.ts';
import type { Series } from '../instrument/series.ts';
import { netFlows } from '../lifecycle/deal/transfer.ts';
import {
  EpochRunningError,
  NoTermsError,
  NotRequestedError,
  NotSettledError,
  NotSoldError,
  PremiumLimitError,
  RequestExceedsError,
  TermsMoveError,
  TermsTooSoonError,
  UnpricedSeriesError,
  UtilisationCapError,
  VaultLeavingError,
} from './errors.ts';
import { reduceVault } from './reduceVault.ts';
import { claimableOf, pendingOf } from './requestQueue.ts';
import type { VaultEvent } from './vaultEvent.ts';
import { shareSupply, type VaultState, vaultState } from './vaultState.ts';

const BOOK = bookIdOf({ market: 7, against: 7, expiry: EXPIRY });
const TERMS = {
  baseVolatility: parseWad('0.5'),
  fullVolatility: parseWad('2'),
  halfSpread: parseWad('0.02'),
};
const MUCH = pat(1_000_000_000);
const ANY = (0n - MUCH) as Wad;
const NAMES = ['ann', 'ben', 'fund', 'cat'] as const;

interface VaultWorld extends World {
  readonly vault: VaultState;
}

const start: VaultWorld = (() => {
  const clearing = play(withSeries(world(), collar, call, put, swap), [
    { type: 'announceMatcher', at: NOW - 7 * DAY, matcher: 'vault' },
    { type: 'applyMatcher', at: NOW, matcher: 'vault' },
    ...NAMES.map((account) => ({
      type: 'setMatcher' as const,
      at: NOW,
      account,
      matcher: 'vault',
      allowed: true,
    })),
  ]);
  const gate = { ...clearing.gate, classes: new Map(clearing.gate.classes).set('vault', 'institution') };
  const vault = vaultState({
    name: 'vault',
    epochLength: DAY,
    maxUtilisationBps: 8_000 as Bps,
    at: NOW - DAY,
  });
  return after({ ...clearing, gate, vault }, { type: 'setTerms', at: NOW, market: 7, terms: TERMS });
})();

function after(before: VaultWorld, ...events: readonly VaultEvent[]): VaultWorld {
  return events.reduce((known, event) => {
    const { state, clearing, settlement } = reduceVault(known.vault, event, {
      ...known,
      clearing: known.state,
    });
    return { ...known, vault: state, state: clearing, settlement };
  }, before);
}

const balance = ({ state }: VaultWorld, name = 'vault') => clearingAccountOf(state, name).balance;
const seriesId = (series: Series) => findSeries(start.state, series)!;
const putIn = (owner: string, assets: Wad, at = NOW): VaultEvent => ({
  type: 'requestDeposit',
  at,
  owner,
  controller: owner,
  assets,
});
const takeOut = (owner: string, shares: bigint, at = NOW): VaultEvent => ({
  type: 'requestRedeem',
  at,
  owner,
  controller: owner,
  shares,
});
const close = (at = NOW): VaultEvent => ({ type: 'closeEpoch', at });
const claimShares = (controller: string, assets: Wad): VaultEvent => ({
  type: 'deposit',
  at: NOW,
  controller,
  receiver: controller,
  assets,
});
const redeeming = (controller: string, shares: bigint): VaultEvent => ({
  type: 'redeem',
  at: EXPIRY,
  controller,
  receiver: controller,
  shares,
});
const buy = (series: Series, lots: bigint, taker = 'ben', at = NOW): VaultEvent => ({
  type: 'buy',
  at,
  taker,
  seriesId: seriesId(series),
  lots,
  maxPremium: MUCH,
});
const sellBack = (series: Series, lots: bigint, taker = 'ben', at = NOW): VaultEvent => ({
  type: 'sellBack',
  at,
  taker,
  seriesId: seriesId(series),
  lots,
  minPremium: ANY,
});
/** A vault that ann and fund have put 10,000 PAT in together. */
const funded = after(
  start,
  putIn('ann', pat(7_500)),
  putIn('fund', pat(2_500)),
  close(),
  claimShares('ann', pat(7_500)),
  claimShares('fund', pat(2_500)),
);
const refusing = (known: VaultWorld, event: VaultEvent) => () => after(known, event);

describe('default: a vault from deposit to exit', () => {
  test('the first shares cost a wei each, and work in the clearing house', () => {
    expect(funded.vault.shares).toEqual(
      new Map([
        ['ann', pat(7_500)],
        ['fund', pat(2_500)],
      ]),
    );
    expect(balance(funded)).toBe(pat(10_000));
    expect(funded.vault.capital).toBe(pat(10_000));
  });

  test('it sells, settles, and who leaves takes a part of what is left, to the last wei', () => {
    const sold = after(funded, buy(put, 10n));
    const premium = balance(sold) - pat(10_000);
    expect(premium).toBeGreaterThan(0n);
    expect(sold.vault.obligations).toBe(pat(900));
    expect(clearingAccountOf(sold.state, 'vault').locked).toBe(pat(900));
    const settled = { ...sold, ...play(sold, [{ type: 'settle', at: EXPIRY, bookId: BOOK }]) };
    // 117 at settlement: the put pays nothing.
    const released = after(settled, { type: 'releaseBook', at: EXPIRY, bookId: BOOK });
    expect(released.vault.obligations).toBe(0n);
    const left = after(released, takeOut('ann', pat(7_500)), takeOut('fund', pat(2_500)), close(EXPIRY));
    expect(balance(left)).toBe(0n);
    const paid = reduceVault(left.vault, redeeming('ann', pat(7_500)), { ...left, clearing: left.state });
    const rest = reduceVault(paid.state, redeeming('fund', pat(2_500)), { ...left, clearing: left.state });
    expect(paid.transfers[0]!.amount + rest.transfers[0]!.amount).toBe(pat(10_000) + premium);
    expect(shareSupply(left.vault)).toBe(0n);
  });

  test('who comes pays as if nothing is owed, who goes receives as if all is', () => {
    const sold = after(funded, buy(put, 50n));
    const [assets, supply] = [balance(sold), pat(10_000)];
    const both = after(sold, putIn('ben', pat(1_000)), takeOut('fund', pat(2_500)), close(NOW + DAY));
    expect(claimableOf(both.vault.deposits, 'ben').received).toBe(
      (pat(1_000) * (supply + 1n)) / (assets + 1n),
    );
    expect(claimableOf(both.vault.redeems, 'fund').received).toBe(
      (pat(2_500) * (assets - pat(4_500) + 1n)) / (supply + 1n),
    );
  });
});

describe('behavior: all leave', () => {
  const leaving = after(funded, buy(put, 10n), takeOut('ann', pat(7_500)), takeOut('fund', pat(2_500)));

  test('they wait while anything is locked, the vault sells nothing more, and buys back', () => {
    const waiting = after(leaving, close(NOW + DAY));
    expect(waiting.vault.redeems.pending).toBe(pat(10_000));
    expect(refusing(waiting, buy(put, 1n))).toThrow(VaultLeavingError);
    const free = after(waiting, sellBack(put, 10n), close(NOW + 2 * DAY));
    expect(balance(free)).toBe(0n);
    expect(claimableOf(free.vault.redeems, 'ann').given).toBe(pat(7_500));
  });

  test('a deposit ends the wait, and so does who takes its request back', () => {
    const joined = after(leaving, putIn('ben', pat(1_000)));
    expect(() => after(joined, buy(put, 1n, 'cat'))).not.toThrow();
    expect(after(joined, close(NOW + DAY)).vault.redeems.pending).toBe(0n);
    const back: VaultEvent = { type: 'cancelRedeemRequest', at: NOW, controller: 'fund', shares: 1n };
    expect(() => after(leaving, back, buy(put, 1n, 'cat'))).not.toThrow();
  });
});

describe('behavior: who may', () => {
  test('retail and a lapsed institution can’t come; whoever has shares can go', () => {
    for (const name of ['cat', 'gone'])
      expect(refusing(start, putIn(name, pat(1)))).toThrow(AccessDeniedError);
    const classes = new Map(funded.gate.classes).set('ann', 'lapsed');
    const lapsed: VaultWorld = {
      ...funded,
      gate: { ...funded.gate, classes, paused: new Set(['vaultShares']) },
    };
    const gone = after(lapsed, takeOut('ann', pat(7_500)), close(NOW + DAY));
    expect(() => after(gone, redeeming('ann', pat(7_500)))).not.toThrow();
    expect(gone.vault.shares.has('ann')).toBe(false);
  });

  test('shares move to who may hold them, and never to the vault', () => {
    const move = (to: string, shares = 1n): VaultEvent => ({
      type: 'transfer',
      at: NOW,
      from: 'ann',
      to,
      shares,
    });
    expect(after(funded, move('ben')).vault.shares.get('ben')).toBe(1n);
    expect(refusing(funded, move('cat'))).toThrow(AccessDeniedError);
    expect(refusing(funded, move('vault'))).toThrow(NotRequestedError);
    expect(refusing(funded, move('ben', pat(7_501)))).toThrow(RequestExceedsError);
  });
});

test('error: each refusal', () => {
  expect(refusing(start, close(NOW - 1))).toThrow(EpochRunningError);
  expect(refusing(funded, buy(swap, 1n))).toThrow(UnpricedSeriesError);
  expect(refusing({ ...funded, vault: { ...funded.vault, terms: new Map() } }, buy(put, 1n))).toThrow(
    NoTermsError,
  );
  expect(refusing(funded, sellBack(put, 1n))).toThrow(NotSoldError);
  expect(refusing(funded, buy(put, 89n))).toThrow(UtilisationCapError);
  expect(refusing(funded, { ...buy(put, 1n), maxPremium: 1n } as VaultEvent)).toThrow(PremiumLimitError);
  expect(refusing(funded, { type: 'releaseBook', at: NOW, bookId: BOOK })).toThrow(NotSettledError);
  const set = (at: number, factor: bigint): VaultEvent => ({
    type: 'setTerms',
    at,
    market: 7,
    terms: { ...TERMS, baseVolatility: ((TERMS.baseVolatility * factor) / 10_000n) as Wad },
  });
  expect(refusing(start, set(NOW + DAY - 1, 10_000n))).toThrow(TermsTooSoonError);
  expect(refusing(start, set(NOW + DAY, 12_501n))).toThrow(TermsMoveError);
  expect(refusing(start, set(NOW + DAY, 7_499n))).toThrow(TermsMoveError);
  expect(() => after(start, set(NOW + DAY, 12_500n))).not.toThrow();
});

test('whatever is asked for, in any order, money is conserved, the vault holds what it may owe, and all can leave', () => {
  const met = new Map<string, number>();
  const count = (name: string): void => void met.set(name, (met.get(name) ?? 0) + 1);
  const size = fc.oneof(fc.bigInt({ min: 0n, max: 40n }), fc.bigInt({ min: 0n, max: pat(20_000) }));
  const step = fc.record({
    type: fc.constantFrom(
      ...(['requestDeposit', 'requestRedeem', 'requestRedeem'] as const),
      ...(['cancelDepositRequest', 'cancelRedeemRequest', 'cancelRedeemRequest'] as const),
      ...(['deposit', 'mint', 'redeem', 'withdraw', 'transfer', 'closeEpoch', 'closeEpoch'] as const),
      ...(['buy', 'buy', 'buy', 'sellBack', 'sellBack', 'setTerms', 'releaseBook'] as const),
    ),
    series: fc.constantFrom<Series>(put, call, collar, put, call, collar, swap),
    who: fc.constantFrom('ann', 'ann', ...NAMES),
    other: fc.constantFrom(...NAMES, 'gone', 'vault'),
    size,
    lots: fc.oneof(fc.bigInt({ min: 0n, max: 12n }), fc.bigInt({ min: 0n, max: 300n })),
    wait: fc.constantFrom(0, 0, 1, DAY / 2, DAY),
    move: fc.constantFrom(0n, 900n, -900n, 3_000n),
  });
  fc.assert(
    fc.property(fc.boolean(), fc.array(step, { minLength: 20, maxLength: 45 }), (isFunded, steps) => {
      let known = isFunded ? funded : start;
      let at = NOW;
      // PAT that the vault holds besides its balance in the clearing house, and the clearing house in all.
      const held = { vault: 0n, escrow: clearingHeld(known.state) as bigint };
      const perform = (event: VaultEvent): void => {
        const step = reduceVault(known.vault, event, { ...known, clearing: known.state });
        const flows = netFlows(step.transfers);
        held.vault += flows.get('vault') ?? 0n;
        held.escrow += flows.get('escrow') ?? 0n;
        known = { ...known, vault: step.state, state: step.clearing, settlement: step.settlement };
      };
      const attempt = (event: VaultEvent): void => {
        try {
          perform(event);
          count(event.type);
        } catch (error) {
          expect(error).toBeInstanceOf(PhasegateError);
          count((error as Error).constructor.name);
        }
        check(known, held);
      };
      for (const { wait, ...drawn } of steps) {
        at = Math.min(at + wait, EXPIRY + 4 * DAY);
        if (at >= EXPIRY)
          known = { ...known, ...play(known, [{ type: 'settle', at, bookId: BOOK }]), vault: known.vault };
        attempt(eventOf(known, { ...drawn, at }));
      }
      // By what was given first: a part that rounds to nothing is passed on to the round's next.
      const claimAll = (queue: 'deposits' | 'redeems', controller: string): void => {
        const claim = { at, controller, receiver: controller };
        const isDeposit = queue === 'deposits';
        const { given } = claimableOf(known.vault[queue], controller);
        if (given > 0n)
          perform(
            isDeposit
              ? { type: 'deposit', ...claim, assets: given as Wad }
              : { type: 'redeem', ...claim, shares: given },
          );
        const { received } = claimableOf(known.vault[queue], controller);
        if (received > 0n)
          perform(
            isDeposit
              ? { type: 'mint', ...claim, shares: received }
              : { type: 'withdraw', ...claim, assets: received as Wad },
          );
      };
      // Time and strangers: the book settles, what is claimable is claimed, and everybody leaves.
      at = Math.max(at, EXPIRY + DAY);
      known = { ...known, ...play(known, [{ type: 'settle', at, bookId: BOOK }]), vault: known.vault };
      perform({ type: 'releaseBook', at, bookId: BOOK });
      for (const controller of NAMES) {
        const assets = pendingOf(known.vault.deposits, controller) as Wad;
        if (assets > 0n) perform({ type: 'cancelDepositRequest', at, controller, assets });
        claimAll('deposits', controller);
      }
      for (const name of NAMES) {
        const shares = known.vault.shares.get(name) ?? 0n;
        if (shares > 0n) perform(takeOut(name, shares, at));
      }
      perform(close(at + DAY));
      for (const controller of NAMES) {
        claimAll('redeems', controller);
      }
      check(known, held);
      if (known.vault.redeems.pending > 0n) count('worth nothing');
      else {
        count('left');
        expect([held.vault, balance(known)]).toEqual([0n, 0n]);
      }
    }),
    { numRuns: runs(600) },
  );
  for (const accepted of ACCEPTED) expect(met.get(accepted) ?? 0, accepted).toBeGreaterThanOrEqual(20);
  for (const refused of REFUSED) expect(met.get(`${refused}Error`) ?? 0, refused).toBeGreaterThanOrEqual(1);
});

/** What a walk must do often enough, and be refused at least once. */
const ACCEPTED =
  'requestDeposit requestRedeem cancelDepositRequest cancelRedeemRequest deposit mint redeem withdraw transfer closeEpoch buy sellBack setTerms releaseBook left'.split(
    ' ',
  );
const REFUSED =
  'EpochRunning NotSettled NotSold UtilisationCap RequestExceeds AccessDenied NotRequested TermsTooSoon TermsMove UnpricedSeries ZeroAmount LotsOutOfBounds BookExpired PremiumLimit'.split(
    ' ',
  );

interface Drawn {
  readonly type: VaultEvent['type'];
  readonly at: number;
  readonly series: Series;
  readonly who: string;
  readonly other: string;
  readonly size: bigint;
  readonly lots: bigint;
  readonly move: bigint;
}

/** Mostly something that can be done; sometimes a wei too much, nothing at all, or somebody else's. */
function eventOf({ vault }: VaultWorld, drawn: Drawn): VaultEvent {
  const { type, at, who, other, size, lots, move } = drawn;
  const upTo = (most: bigint): bigint => size % (most + 2n);
  const trade = { at, taker: who, seriesId: seriesId(drawn.series), lots };
  const claim = { at, controller: who, receiver: size % 3n === 0n ? other : who };
  const { deposits, redeems } = vault;
  switch (type) {
    case 'requestDeposit':
      return { type, at, owner: who, controller: size % 7n === 0n ? other : who, assets: size as Wad };
    case 'requestRedeem':
      return { type, at, owner: who, controller: who, shares: upTo(vault.shares.get(who) ?? 0n) };
    case 'cancelDepositRequest':
      return { type, at, controller: who, assets: upTo(pendingOf(deposits, who)) as Wad };
    case 'cancelRedeemRequest':
      return { type, at, controller: who, shares: upTo(pendingOf(redeems, who)) };
    case 'deposit':
      return { type, ...claim, assets: upTo(claimableOf(deposits, who).given) as Wad };
    case 'mint':
      return { type, ...claim, shares: upTo(claimableOf(deposits, who).received) };
    case 'redeem':
      return { type, ...claim, shares: upTo(claimableOf(redeems, who).given) };
    case 'withdraw':
      return { type, ...claim, assets: upTo(claimableOf(redeems, who).received) as Wad };
    case 'transfer':
      return { type, at, from: who, to: other, shares: upTo(vault.shares.get(who) ?? 0n) };
    case 'buy':
      return { type, ...trade, maxPremium: size % 9n === 0n ? (0n as Wad) : MUCH };
    case 'sellBack':
      return { type, ...trade, minPremium: ANY };
    case 'setTerms': {
      const last = vault.terms.get(7)!;
      const moved = (level: Wad): Wad => (level + (level * move) / 10_000n) as Wad;
      const { baseVolatility, fullVolatility, halfSpread } = last;
      const terms = {
        baseVolatility: moved(baseVolatility),
        fullVolatility: moved(fullVolatility),
        halfSpread,
      };
      return { type, at, market: 7, terms };
    }
    case 'releaseBook':
      return { type, at, bookId: BOOK };
    default:
      return { type: 'closeEpoch', at };
  }
}

function check(known: VaultWorld, held: { readonly vault: bigint; readonly escrow: bigint }): void {
  const { vault, state } = known;
  const { balance: assets, locked } = clearingAccountOf(state, 'vault');
  expect(held.escrow).toBe(clearingHeld(state));
  expect(assets).toBeGreaterThanOrEqual(locked);
  expect(vault.obligations).toBe([...vault.ofBook.values()].reduce((sum, each) => sum + each, 0n));
  // The vault's position is short everywhere, and its obligations are the worst case of each series apart.
  const position = state.books.get(BOOK)!.positions.get('vault');
  if (position !== undefined) expect([...position.lots.values()].every((lots) => lots < 0n)).toBe(true);
  if (state.books.get(BOOK)!.figure === null) expect(vault.obligations).toBeGreaterThanOrEqual(locked);
  // What it holds besides: unanswered deposits and unclaimed redemptions.
  const unclaimed = [...vault.redeems.claimable.values(), ...vault.redeems.fulfilled.values()];
  const owed = unclaimed.reduce((sum, { received }) => sum + received, vault.deposits.pending);
  expect(held.vault).toBe(owed);
}
