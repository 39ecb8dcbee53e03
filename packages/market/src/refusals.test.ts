import { PhasegateError } from '@phasegate/pricing/units';
import { type Parameter, wrongCalls } from '@phasegate/testing';
import { expect, test } from 'vitest';
import * as market from './index.ts';

const state: Parameter = { kind: 'object', valid: {} };

/** What each exported function takes; a new export without a row fails. */
const calls = wrongCalls(market, {
  askOf: [state, 'number', { kind: 'number', valid: 0 }],
  frozenUntil: ['object', 'number'],
  hasAccess: [state, 'text', 'number', 'number'],
  openSpotMarket: ['object'],
  patBalance: [state, 'text'],
  playSpotMarket: [state, 'object'],
  reduceSpotMarket: [state, 'object'],
});

test.each(calls.map(({ title, call }) => [title, call] as const))(
  'error: PhasegateError for %s',
  (_, call) => {
    expect(call).toThrow(PhasegateError);
  },
);
