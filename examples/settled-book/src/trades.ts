import { callOption, collaredSynthetic, putOption, type Series } from '@phasegate/derivatives';

/** A settlement hour of the market, and three days before. */
export const EXPIRY: number = 472_224 * 3_600;
export const NOW: number = EXPIRY - 3 * 86_400;
export const MARKET = 7;
const PAT = 10n ** 18n;

/** Five firms: two that use data, two that sell it, and a fund. */
export const FIRMS = ['Alder Ads', 'Birch Data', 'Cedar Fund', 'Dune Retail', 'Elm Broker'] as const;
export type Firm = (typeof FIRMS)[number];

const listing = { market: MARKET, expiry: EXPIRY };
const call = (strike: bigint, cap: bigint): Series =>
  callOption({ ...listing, strike: strike * PAT, cap: cap * PAT });
const put = (strike: bigint): Series => putOption({ ...listing, strike: strike * PAT });
const collar = (floor: bigint, cap: bigint, price: bigint): Series =>
  collaredSynthetic({ ...listing, floor: floor * PAT, cap: cap * PAT, price: price * PAT });

/** Four calls, four puts and four collars. */
export const SERIES: readonly Series[] = [
  call(90n, 140n),
  call(100n, 150n),
  call(110n, 150n),
  call(130n, 180n),
  put(80n),
  put(100n),
  put(120n),
  put(125n),
  collar(70n, 130n, 100n),
  collar(80n, 120n, 105n),
  collar(90n, 115n, 100n),
  collar(100n, 140n, 122n),
];

/** One trade: the buyer pays the seller a premium in all, whole PAT, below zero the other way. */
export interface Trade {
  /** Position in {@link SERIES}. */
  readonly series: number;
  readonly buyer: Firm;
  readonly seller: Firm;
  readonly lots: bigint;
  readonly premium: number;
}

const trade = (series: number, buyer: Firm, seller: Firm, lots: bigint, premium: number): Trade => ({
  series,
  buyer,
  seller,
  lots,
  premium,
});

export const TRADES: readonly Trade[] = [
  trade(0, 'Alder Ads', 'Elm Broker', 20n, 460),
  trade(1, 'Alder Ads', 'Cedar Fund', 30n, 420),
  trade(1, 'Dune Retail', 'Elm Broker', 12n, 170),
  trade(2, 'Dune Retail', 'Cedar Fund', 25n, 210),
  trade(3, 'Cedar Fund', 'Elm Broker', 40n, 120),
  trade(4, 'Birch Data', 'Elm Broker', 50n, 90),
  trade(5, 'Birch Data', 'Cedar Fund', 35n, 260),
  trade(6, 'Cedar Fund', 'Elm Broker', 10n, 150),
  trade(7, 'Birch Data', 'Dune Retail', 8n, 135),
  trade(8, 'Alder Ads', 'Birch Data', 60n, 0),
  trade(8, 'Cedar Fund', 'Elm Broker', 15n, 30),
  trade(9, 'Dune Retail', 'Birch Data', 22n, -66),
  trade(10, 'Elm Broker', 'Birch Data', 18n, 54),
  trade(11, 'Cedar Fund', 'Alder Ads', 14n, -105),
  // Alder takes part of its collar off again.
  trade(8, 'Birch Data', 'Alder Ads', 20n, 130),
];
