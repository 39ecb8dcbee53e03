import { claimableOf, findSeries, pendingOf, type VaultEvent } from '@phasegate/derivatives';
import type { Wad } from '@phasegate/pricing/units';
import type { Inputs } from '../differential/inputs.ts';
import { PAT, TERMS, type Walk } from './vaultWorld.ts';

const ANYTHING = 2n ** 120n;

/** Draws what happens next: mostly something that can be done; sometimes a wei too much, nothing at all, or somebody else's. */
export class VaultChoices {
  readonly #inputs: Inputs;
  readonly #traders: readonly string[];

  constructor(inputs: Inputs, traders: readonly string[]) {
    this.#inputs = inputs;
    this.#traders = traders;
  }

  pick(choices: number): number {
    return this.#inputs.number(0, choices - 1);
  }

  event(walk: Walk): VaultEvent {
    const { now: at, vault, books } = walk;
    const traders = this.#traders;
    const who = traders[[0, 0, 0, 1, 1, 2, 3, 4][this.pick(8)]!]!;
    const other = [...traders, vault.name][this.pick(6)]!;
    const upTo = (most: bigint): bigint =>
      this.pick(3) === 0 ? most : this.#inputs.bigint(0n, this.pick(8) === 0 ? most + 1n : most);
    const { deposits, redeems, shares } = vault;
    const claim = { at, controller: who, receiver: this.pick(6) === 0 ? other : who };
    const series = walk.series[this.pick(3) === 0 ? this.pick(walk.series.length) : this.pick(3)]!;
    const lots = this.pick(12) === 0 ? this.#inputs.bigint(0n, 2n ** 48n) : BigInt(this.pick(20) + 1);
    const taker = traders[this.pick(traders.length)]!;
    const trade = { at, taker, seriesId: findSeries(books.state, series)!, lots };
    switch (this.pick(22)) {
      case 0: {
        const assets = (this.pick(10) === 0 ? 0n : this.#inputs.bigint(1n, 30_000n * PAT)) as Wad;
        return {
          type: 'requestDeposit',
          at,
          owner: who,
          controller: this.pick(6) === 0 ? other : who,
          assets,
        };
      }
      case 1:
        return {
          type: 'requestRedeem',
          at,
          owner: who,
          controller: who,
          shares: upTo(shares.get(who) ?? 0n),
        };
      case 2:
        return {
          type: 'cancelDepositRequest',
          at,
          controller: who,
          assets: upTo(pendingOf(deposits, who)) as Wad,
        };
      case 3:
      case 18:
        return { type: 'cancelRedeemRequest', at, controller: who, shares: upTo(pendingOf(redeems, who)) };
      case 4:
        return { type: 'deposit', ...claim, assets: upTo(claimableOf(deposits, who).given) as Wad };
      case 5:
        return { type: 'mint', ...claim, shares: upTo(claimableOf(deposits, who).received) };
      case 6:
      case 19:
        return { type: 'withdraw', ...claim, assets: upTo(claimableOf(redeems, who).received) as Wad };
      case 7:
        return { type: 'redeem', ...claim, shares: upTo(claimableOf(redeems, who).given) };
      case 8: {
        const held = shares.get(who) ?? 0n;
        return { type: 'transfer', at, from: who, to: other, shares: this.#inputs.bigint(0n, held) };
      }
      case 9:
      case 10:
      case 11:
      case 15:
      case 16:
        return { type: 'buy', ...trade, maxPremium: (this.pick(12) === 0 ? 0n : ANYTHING) as Wad };
      case 12:
        return {
          type: 'sellBack',
          ...trade,
          ...this.#holding(walk),
          minPremium: (this.pick(12) === 0 ? ANYTHING : 0n - ANYTHING) as Wad,
        };
      case 14:
        return this.pick(2) === 0 ? this.#newTerms(walk) : { type: 'releaseBook', at, bookId: walk.bookId };
      default:
        return { type: 'closeEpoch', at: this.pick(3) === 0 ? Math.max(at, vault.epochEnds) : at };
    }
  }

  /** Mostly somebody who is long of what the vault sold. */
  #holding({
    books,
    bookId,
  }: Walk): Partial<Pick<Extract<VaultEvent, { type: 'sellBack' }>, 'taker' | 'seriesId' | 'lots'>> {
    const { positions } = books.state.books.get(bookId)!;
    const held = this.#traders.flatMap((taker) =>
      [...(positions.get(taker)?.lots ?? [])]
        .filter(([, lots]) => lots > 0n)
        .map(([index, lots]) => ({ taker, index, lots })),
    );
    if (held.length === 0 || this.pick(6) === 0) return {};
    const { taker, index, lots } = held[this.pick(held.length)]!;
    return {
      taker,
      seriesId: (bookId << 16n) | BigInt(index),
      lots: 1n + this.#inputs.bigint(0n, lots),
    };
  }

  #newTerms({ now: at, vault }: Walk): VaultEvent {
    const last = vault.terms.get(1) ?? TERMS;
    const factor = [10_000n, 12_500n, 12_501n, 7_500n, 7_499n][this.pick(5)]!;
    const full = (last.fullVolatility * factor) / 10_000n;
    const terms = {
      baseVolatility: last.baseVolatility,
      fullVolatility: (full < last.baseVolatility
        ? last.fullVolatility
        : full > 10n * PAT
          ? 10n * PAT
          : full) as Wad,
      halfSpread: last.halfSpread,
    };
    return { type: 'setTerms', at, market: 1, terms };
  }
}
