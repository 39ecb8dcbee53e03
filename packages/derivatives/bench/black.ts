import {
  type BlackInput,
  black76,
  black76Integer,
  black76Price,
  black76Prices,
  impliedVolatility,
} from '@phasegate/derivatives';
import { bigintLoop, type Comparison, type Timed } from '@phasegate/testing';
import { BlackScholes } from '@uqee/black-scholes';
import npm from 'black-scholes';
import { book, prices, ROWS, used } from './book.ts';
import { handWritten } from './handWritten.ts';

const { forward, strike, timeToExpiry, rate, volatility } = book;
const out = new Float64Array(ROWS);
const other = new BlackScholes();

const input = (i: number): BlackInput => ({
  type: 'call',
  forward: forward[i]!,
  strike: strike[i]!,
  timeToExpiry: timeToExpiry[i]!,
  rate: rate[i]!,
  volatility: volatility[i]!,
});

/** The reference of all numbers here. */
export const hand: Timed = {
  name: 'hand-written loop (West)',
  run: () => {
    handWritten(forward, strike, timeToExpiry, rate, volatility, out);
    return ROWS;
  },
};
// The loop bodies are written out: a shared callback would make every one of them an indirect call.
const columns: Timed = {
  name: 'black76Prices, columns',
  run: () => {
    black76Prices(book, out);
    return ROWS;
  },
};
const price: Timed = {
  name: 'black76Price',
  run: () => {
    let sum = 0;
    for (let i = 0; i < ROWS; i += 1) sum += black76Price(input(i));
    return used(sum, ROWS);
  },
};
const greeks: Timed = {
  name: 'black76, price and 7 greeks',
  run: () => {
    let sum = 0;
    for (let i = 0; i < ROWS; i += 1) {
      const value = black76(input(i));
      sum += value.price + value.delta + value.gamma + value.vega + value.theta + value.rho;
    }
    return used(sum, ROWS);
  },
};
const implied: Timed = {
  name: 'impliedVolatility',
  run: () => {
    let sum = 0;
    for (let i = 0; i < ROWS; i += 1) {
      sum += impliedVolatility({
        type: 'call',
        forward: forward[i]!,
        strike: strike[i]!,
        timeToExpiry: timeToExpiry[i]!,
        rate: rate[i]!,
        price: prices[i]!,
      });
    }
    return used(sum, ROWS);
  },
};
const integer: Timed = {
  name: 'black76Integer',
  run: () => {
    let sum = 0;
    for (let i = 0; i < 500; i += 1) {
      sum += Number(
        black76Integer({
          type: 'call',
          forward: 10n ** 20n,
          strike: BigInt(Math.round(strike[i]! * 1e9)) * 10n ** 9n,
          volatility: BigInt(Math.round(volatility[i]! * 1e9)) * 10n ** 9n,
          timeToExpiry: BigInt(Math.round(timeToExpiry[i]! * 31_536_000)),
          rounding: 'up',
        }),
      );
    }
    return used(sum, 500);
  },
};
const npmPrice: Timed = {
  name: 'npm black-scholes, price',
  run: () => {
    let sum = 0;
    for (let i = 0; i < 2_000; i += 1) {
      sum += npm.blackScholes(100, strike[i]!, timeToExpiry[i]!, volatility[i]!, rate[i]!, 'call');
    }
    return used(sum, 2_000);
  },
};
const npmGreeks: Timed = {
  name: 'npm @uqee/black-scholes, price and greeks',
  run: () => {
    let sum = 0;
    for (let i = 0; i < ROWS; i += 1) {
      sum += other.option({
        type: 'call',
        underlying: 100,
        strike: strike[i]!,
        time: timeToExpiry[i]!,
        sigma: volatility[i]!,
        rate: rate[i]!,
      }).price;
    }
    return used(sum, ROWS);
  },
};
const npmImplied: Timed = {
  name: 'npm @uqee/black-scholes, implied volatility',
  run: () => {
    let sum = 0;
    for (let i = 0; i < 5_000; i += 1) {
      sum += other.sigma({
        type: 'call',
        underlying: 100,
        strike: strike[i]!,
        time: timeToExpiry[i]!,
        rate: rate[i]!,
        price: prices[i]!,
      });
    }
    return used(sum, 5_000);
  },
};

/** European prices, Greeks and implied volatility against the loop and against what npm has. */
export function blackComparisons(): readonly Comparison[] {
  return [
    { subject: columns, reference: hand, atMost: 1.15 },
    { subject: price, reference: hand },
    { subject: greeks, reference: price, atMost: 2.5 },
    { subject: greeks, reference: hand, atMost: 2.5 },
    { subject: greeks, reference: npmGreeks },
    { subject: implied, reference: hand, atMost: 10 },
    { subject: implied, reference: npmImplied, atMost: 1 },
    { subject: price, reference: npmPrice, atMost: 1 },
    { subject: integer, reference: bigintLoop },
  ];
}
