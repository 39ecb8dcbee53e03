import { freshnessCurve } from '@phasegate/pricing';
import { PhasegateError } from '@phasegate/pricing/units';
import { type Parameter, wrongCalls } from '@phasegate/testing';
import { expect, test } from 'vitest';
import * as derivatives from './index.ts';
import { black76Decimal } from './reference/black76Decimal.ts';

const PAT = 10n ** 18n;
const NOW = 1_700_001_000;
const EXPIRY = 1_707_886_800;
const bare = { forward: 100, timeToExpiry: 1, rate: 0, volatility: 0.2 };
const option = { ...bare, type: 'call', strike: 100 };
const spotOption = {
  type: 'put',
  spot: 100,
  strike: 100,
  timeToExpiry: 1,
  rate: 0.05,
  dividendYield: 0.05,
  volatility: 0.25,
};
const average = {
  type: 'call',
  forwards: [100, 100],
  weights: [0.5, 0.5],
  fixingTimes: [0.5, 1],
  strike: 100,
  rate: 0,
  volatility: 0.2,
};
const slice = { a: 0.02, b: 0.1, rho: -0.3, m: 0, sigma: 0.2 };
const quotes = [-0.4, -0.2, 0, 0.2, 0.4].map((logMoneyness) => ({ logMoneyness, bid: 0.2, ask: 0.21 }));
const curve = freshnessCurve({ family: 'linear' });
const outcomes = { quantities: [0, 0], liquidity: 100 };
const index = { now: NOW, forward: 100, volatility: 0.6, rate: 0.03 };
const callTerms = { market: 7, expiry: EXPIRY, strike: 100n * PAT, cap: 150n * PAT };
const putTerms = { market: 7, expiry: EXPIRY, strike: 100n * PAT };
const collarTerms = { market: 7, expiry: EXPIRY, price: 95n * PAT, floor: 80n * PAT, cap: 130n * PAT };
const swapTerms = { market: 7, againstMarket: 8, expiry: EXPIRY, spread: -5n * PAT, bound: 40n * PAT };
const calendar = { settlementPeriodHours: 24, settlementWindowHours: 4, settlementOffsetHours: 16 };
const call = derivatives.callOption(callTerms);
const vault = { capital: 10_000n * PAT, assets: 10_000n * PAT, obligations: 0n, sold: 0n };
const queue = { round: 1, pending: 0n, requests: new Map(), claimable: new Map(), fulfilled: new Map() };
const clearing = {
  accountShareBps: 2_500,
  houseShareBps: 5_000,
  fees: { brokerWallet: 'broker', feeBps: 0, timePremium: 0n },
};
const requirement = { phase: 4, participantClass: 'retail', product: 'optionBuy' };
const scope = { market: 7, against: 7, expiry: EXPIRY };
const rfq = {
  maker: '0x0000000000000000000000000000000000000001',
  taker: '0x0000000000000000000000000000000000000000',
  seriesId: 1n,
  takerBuys: true,
  lots: 10n,
  minimumLots: 1n,
  premiumPerLot: PAT,
  deadline: NOW,
  indexLow: 0n,
  indexHigh: PAT,
  nonce: 1n,
};
const cell = { phase: 2, participantClass: 'retail', product: 'spot', action: 'open' };
const { NO_DEFAULTS, defaultAccessMatrix } = derivatives;

function valid(value: unknown): Parameter {
  return { kind: 'object', valid: value };
}

/** What each exported function takes; a new export without a row fails. */
const calls = wrongCalls(
  { ...derivatives, black76Decimal },
  {
    accessBit: [valid(cell)],
    american: [valid(spotOption)],
    americanGreeks: [valid(spotOption)],
    asianArithmetic: [valid({ ...average, method: 'fast' })],
    asianGeometric: [valid(average)],
    asianGreeks: [valid({ ...average, method: 'fast' })],
    asianMonteCarlo: [valid({ ...average, paths: 10, seed: 1 })],
    black76: [valid(option)],
    black76Integer: [
      valid({
        type: 'call',
        forward: 10n ** 20n,
        strike: 10n ** 20n,
        volatility: 2n * 10n ** 17n,
        timeToExpiry: 31_536_000n,
        rounding: 'up',
      }),
    ],
    black76Decimal: [valid(option)],
    black76Price: [valid(option)],
    blackBookPricer: ['object'],
    boundedSpread: [
      valid({
        forward: 100,
        againstForward: 95,
        volatility: 0.5,
        againstVolatility: 0.4,
        correlation: 0.6,
        spread: 5,
        bound: 20,
        timeToExpiry: 0.25,
        rate: 0,
      }),
    ],
    butterflyMargin: [valid(slice)],
    callOption: [valid(callTerms)],
    cappedCall: [valid({ ...bare, strike: 100, cap: 130 })],
    collar: [valid({ ...bare, price: 100, floor: 80, cap: 120 })],
    collaredSynthetic: [valid(collarTerms)],
    compensation: ['object'],
    dealTime: ['object'],
    deliveredForward: ['object'],
    digital: [valid({ ...option, payout: 'cash' })],
    fairCollarPrice: [valid({ ...bare, floor: 80, cap: 120 })],
    fitSvi: [valid({ timeToExpiry: 1, quotes })],
    forwardHeld: ['object'],
    freshnessLock: ['object'],
    freshnessLockPremium: [
      valid({
        freshForward: 100,
        curve,
        minimumFreshness: 0.8,
        deliveryAges: [{ age: 302_400, probability: 1 }],
        window: 604_800,
        timeToDelivery: 0,
        rate: 0,
      }),
    ],
    impliedVolatility: [
      valid({ type: 'call', forward: 100, strike: 100, timeToExpiry: 1, rate: 0, price: 8 }),
    ],
    indexSwap: [valid(swapTerms)],
    isAllowed: [valid({ ...cell, matrix: defaultAccessMatrix })],
    lmsrPrices: [valid(outcomes)],
    lmsrWorstLoss: [valid({ outcomes: 2, liquidity: 100 })],
    openForward: ['object'],
    openStreamingForward: ['object'],
    openSupplyAssurance: ['object'],
    orderedUnits: ['object'],
    participantClassAt: ['object'],
    putOption: [valid(putTerms)],
    requireAccess: [valid({ ...cell, matrix: defaultAccessMatrix, paused: false })],
    rfqQuote: [
      valid({
        maker: '0x0000000000000000000000000000000000000001',
        taker: '0x0000000000000000000000000000000000000000',
        seriesId: 1n,
        series: call,
        market: { forward: 100n * PAT, now: NOW },
        volatility: PAT / 2n,
        halfSpread: PAT / 50n,
        takerBuys: true,
        lots: 10n,
        minimumLots: 1n,
        index: 100n * PAT,
        indexBandBps: 100,
        lifetime: 30,
        nonce: 1n,
      }),
    ],
    rfqQuoteTypedData: [valid({ quote: rfq, chainId: 324, quoteDesk: rfq.maker })],
    quoteDeskState: ['text'],
    lotsLeft: ['object', valid(rfq), 'text'],
    segmentForward: [valid({ spot: 100, curve, age: 0, deliveryAge: 302_400, window: 604_800 })],
    streamHeld: ['object'],
    streamingForward: ['object'],
    strikeFromDelta: [valid({ type: 'call', delta: 0.25, forward: 100, timeToExpiry: 1, smile: slice })],
    supplyAssurance: ['object'],
    supplyHeld: ['object'],
    sviSurface: ['object'],
    vaultQuote: [
      valid({
        vault,
        series: call,
        forwards: [100n * PAT],
        now: NOW,
        takerBuys: true,
        lots: 10n,
        maxUtilisationBps: 8_000,
        terms: { baseVolatility: PAT / 2n, fullVolatility: PAT, halfSpread: PAT / 50n },
      }),
    ],
    vaultState: [valid({ name: 'vault', epochLength: 86_400, maxUtilisationBps: 8_000, at: NOW })],
    shareSupply: [valid({ shares: new Map() })],
    claimableOf: [valid(queue), 'text'],
    pendingOf: [valid(queue), 'text'],
    reduceVault: ['object', 'object', 'object'],
    accountRequirement: ['object', 'object'],
    bookIdOf: [valid(scope)],
    settlementStatement: [valid({ books: new Map() }), 'bigint'],
    settlementStatementText: ['object'],
    closingPlan: ['object'],
    ownUnwinding: ['object'],
    unwinding: ['object'],
    unwindingActs: ['object'],
    clearingAccountOf: [valid({ accounts: new Map() }), 'text'],
    clearingHeld: ['object'],
    clearingState: [valid(clearing)],
    collateralRequirement: [valid({ requirements: new Map() }), valid(requirement)],
    findSeries: [valid({ books: new Map() }), valid(call)],
    placeOfSeries: ['bigint'],
    scopeOfBook: ['bigint'],
    seriesIdOf: [{ kind: 'bigint', valid: 7n }, 'number'],
    seriesOfWord: [valid(derivatives.seriesWordOf(call))],
    seriesWordOf: [valid(call)],
    black76Prices: ['object'],
    impliedVolatilities: ['object'],
    calendarMargin: [valid(slice), valid(slice)],
    callOptionValue: [valid(call), valid(index)],
    collaredSyntheticValue: [valid(derivatives.collaredSynthetic(collarTerms)), valid(index)],
    deliveredForwardValue: ['object', 'object'],
    freshnessLockValue: ['object'],
    indexSwapValue: [
      valid(derivatives.indexSwap(swapTerms)),
      valid({ ...index, againstForward: 105, againstVolatility: 0.5, correlation: 0.8 }),
    ],
    putOptionValue: [valid(derivatives.putOption(putTerms)), valid(index)],
    streamingForwardValue: ['object', 'object'],
    supplyAssuranceValue: ['object', 'object'],
    deliveredWeight: ['object', 'list'],
    drawLimit: ['object', 'number'],
    scheduledWeight: ['object', 'number'],
    isReduceOnly: [valid(NO_DEFAULTS), 'number'],
    recordDefault: [valid(NO_DEFAULTS), 'number'],
    lmsrTrade: [valid(outcomes), 'list'],
    loosenCell: [{ kind: 'bigint', valid: defaultAccessMatrix }, 'object'],
    tightenCell: [{ kind: 'bigint', valid: defaultAccessMatrix }, 'object'],
    lotPayoff: [valid(call), 'object'],
    openingProduct: [valid(call), 'text'],
    netFlows: ['list'],
    normalCdf: ['number'],
    normalInverseCdf: ['number'],
    periodStart: ['object', 'number'],
    reduceForward: ['object', 'object'],
    reduceClearing: ['object', 'object', 'object'],
    reduceQuoteDesk: ['object', 'object', 'object'],
    reduceStreamingForward: ['object', 'object'],
    reduceSupplyAssurance: ['object', 'object'],
    openInterestCap: ['number', 'object', 'object'],
    openInterestCapAt: ['object', 'number', 'number'],
    reduceSettlement: ['object', 'object', 'map'],
    settlementKey: [{ kind: 'number', valid: 7 }, 'number'],
    settlementState: [valid({ bandBps: 1_000, minVolume: PAT }), 'number'],
    settlementWindow: [{ kind: 'number', valid: 7 }, valid(calendar), 'number'],
    windowPrice: [
      { kind: 'list', valid: [] },
      { kind: 'number', valid: 4 },
      valid({ bandBps: 1_000, minVolume: PAT }),
    ],
    claimSerials: [{ kind: 'map', valid: new Map() }, valid({ provider: 'sensors', first: 0n, units: 1n })],
    sealUnits: [{ kind: 'object', valid: new Set<string>() }, 'list'],
    surfaceVolatility: ['object', 'object'],
    sviVariance: [valid(slice), 'number'],
  },
);

test.each(calls.map(({ title, call }) => [title, call] as const))(
  'error: PhasegateError for %s',
  (_, call) => {
    expect(call).toThrow(PhasegateError);
  },
);
