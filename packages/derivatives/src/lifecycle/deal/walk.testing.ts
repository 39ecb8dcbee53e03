import { PhasegateError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { type DealClock, dealTime } from './dealClock.ts';
import type { PauseEvent } from './dealEvent.ts';
import { DealClosedError } from './errors.ts';
import { netFlows, type Step } from './transfer.ts';

const TIMES = runs(1);

/** Milliseconds a random walk may take, growing with the number of runs. */
export const WALK_TIMEOUT: number = 30_000 * TIMES;

/**
 * Settings of a property: PHASEGATE_RUNS multiplies the runs (1 by default, large nightly), PHASEGATE_SEED changes the
 * walks, which are otherwise the same every time, so that a test that counts what the walks reached can't flicker.
 */
export function walkSettings(count: number): { numRuns: number; seed: number } {
  return { numRuns: runs(count), seed: Number(process.env['PHASEGATE_SEED'] ?? 20_261_121) };
}

interface Walked {
  readonly status: string;
  readonly clock: DealClock;
}

/** One random decision: which event, how far time moves, and an amount. */
export interface Draw {
  readonly event: number;
  readonly time: number;
  readonly amount: number;
}

/** What a walk needs to know about one instrument. */
export interface WalkModel<State extends Walked, Event> {
  readonly opened: Step<State>;
  readonly reduce: (state: State, event: Event | PauseEvent) => Step<State>;
  readonly held: (state: State) => bigint;
  /** Every pot of the state, wei; none may ever be negative. */
  readonly pots: (state: State) => readonly bigint[];
  readonly terminal: readonly string[];
  /** Seconds (deal time) at which something changes; walks go to them, one before and one after. */
  readonly boundaries: (state: State) => readonly number[];
  /** Any event, sensible or not, that the draw selects. */
  readonly candidate: (state: State, at: number, draw: Draw) => Event;
  /** Events that need nobody's consent, tried in this order when the walk is over. */
  readonly exits: (state: State, at: number) => readonly Event[];
  /** Events a pause may block: those that open a position. */
  readonly opens?: (state: State, event: Event) => boolean;
  /** Further invariants after each accepted event. */
  readonly invariant?: (state: State, balances: ReadonlyMap<string, bigint>) => void;
}

export const draws: fc.Arbitrary<Draw[]> = fc.array(
  fc.record({ event: fc.nat(999), time: fc.nat(999), amount: fc.nat(999) }),
  { minLength: 1, maxLength: 60, size: 'max' },
);

function nextSecond(state: Walked, boundaries: readonly number[], time: number): number {
  const shift = state.clock.last - dealTime(state.clock);
  const seconds = boundaries
    .flatMap((second) => [second - 1, second, second + 1])
    .map((second) => second + shift);
  const ahead = seconds.filter((second) => second >= state.clock.last);
  const steps = [0, 1, 1 + (time % 97)].map((step) => state.clock.last + step);
  // Mostly small steps, so that the walk does not run to the end of the deal at once.
  if (time % 6 !== 0 || ahead.length === 0) return steps[time % steps.length]!;
  ahead.sort((a, b) => a - b);
  return ahead[Math.min(ahead.length - 1, time % 7)]!;
}

/**
 * Walks through random events and checks, after each: money conserved (what the escrow holds is what flowed into it),
 * no negative pot, transfers positive, refusals typed, no exit blocked by a pause, the old state untouched, a terminal state empty and final.
 * At the end the deal is left to time and strangers, who must bring it to a terminal state in a bounded number of steps.
 */
export function walk<State extends Walked, Event extends { readonly type: string; readonly at: number }>(
  model: WalkModel<State, Event>,
  sequence: readonly Draw[],
): { readonly state: State; readonly balances: ReadonlyMap<string, bigint>; readonly accepted: number } {
  const balances = new Map<string, bigint>();
  let accepted = 0;
  let state = model.opened.state;

  function book(step: Step<State>): void {
    for (const { amount } of step.transfers) expect(amount > 0n).toBe(true);
    for (const [account, flow] of netFlows(step.transfers))
      balances.set(account, (balances.get(account) ?? 0n) + flow);
    expect(balances.get('escrow') ?? 0n).toBe(model.held(step.state));
    expect([...balances.values()].reduce((sum, balance) => sum + balance, 0n)).toBe(0n);
    for (const pot of model.pots(step.state)) expect(pot >= 0n).toBe(true);
    state = Object.freeze(step.state);
    model.invariant?.(state, balances);
    if (model.terminal.includes(state.status)) expect(model.held(state)).toBe(0n);
  }

  /** What is possible now is possible in a pause that begins now, with the same money. */
  function checkPauseBlocksNothing(event: Event, step: Step<State>): void {
    if (state.clock.pausedAt !== null || event.type === 'pause' || event.type === 'resume') return;
    if (model.opens?.(state, event) === true) return;
    const paused = model.reduce(state, { type: 'pause', at: event.at }).state;
    expect(model.reduce(paused, event).transfers).toEqual(step.transfers);
  }

  function attempt(event: Event): boolean {
    try {
      const step = model.reduce(state, event);
      expect(model.terminal).not.toContain(state.status);
      checkPauseBlocksNothing(event, step);
      book(step);
      accepted += 1;
      return true;
    } catch (error) {
      if (!(error instanceof PhasegateError)) throw error;
      if (model.terminal.includes(state.status)) expect(error).toBeInstanceOf(DealClosedError);
      return false;
    }
  }

  book(model.opened);
  for (const draw of sequence)
    attempt(model.candidate(state, nextSecond(state, model.boundaries(state), draw.time), draw));

  // Nobody resumes a pause here: leaving may not depend on it.
  for (let steps = 0; !model.terminal.includes(state.status); steps += 1) {
    expect(steps).toBeLessThan(200);
    const later = state.clock.last + 40 * 86_400;
    if (!model.exits(state, later).some(attempt)) expect.unreachable(`stuck in ${state.status}`);
  }
  return { state, balances, accepted };
}
