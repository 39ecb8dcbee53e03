import {
  type ClearingBook,
  type ClearingPosition,
  type ClearingState,
  clearingHeld,
  seriesIdOf,
} from '@phasegate/derivatives';
import { expect } from 'vitest';
import type { View } from '../../src/localChain/askViews.ts';
import type { ClearingRun } from './clearingRun.ts';

interface Question {
  readonly label: string;
  readonly view: View;
  /** What the answer is by the reducer, in words of 32 bytes. */
  readonly words: readonly bigint[];
}

/** Insists that the chain has what the reducer has: every account, every book that the event changed with its positions, and the PAT held. */
export async function compareStates(run: ClearingRun, before: ClearingState): Promise<void> {
  const { clearing, deployment, chain } = run.world;
  const { state } = run;
  const questions: Question[] = [];
  const ask = (label: string, name: string, args: readonly unknown[], words: readonly bigint[]): void => {
    const data = clearing.interface.encodeFunctionData(name, args);
    questions.push({ label, view: { to: clearing.address, data }, words });
  };
  for (const [account, held] of state.accounts) {
    const { balance, locked, matchers } = held;
    if (held !== before.accounts.get(account))
      ask(`account ${account}`, 'accountOf', [account], [balance, locked, matchers]);
  }
  for (const book of state.books.values())
    if (book !== before.books.get(book.id) || state.openInterest !== before.openInterest)
      askBook(ask, book, { state, before: before.books.get(book.id) });
  const { pat } = deployment.contracts;
  const data = pat.interface.encodeFunctionData('balanceOf', [clearing.address]);
  questions.push({ label: 'held', view: { to: pat.address, data }, words: [clearingHeld(state)] });
  const answers = await chain.askViews(questions.map(({ view }) => view));
  expect(Object.fromEntries(questions.map(({ label }, i) => [label, answers[i]]))).toEqual(
    Object.fromEntries(questions.map(({ label, words }) => [label, encoded(words)])),
  );
}

type Ask = (label: string, name: string, args: readonly unknown[], words: readonly bigint[]) => void;

function askBook(
  ask: Ask,
  book: ClearingBook,
  { state, before }: { readonly state: ClearingState; readonly before: ClearingBook | undefined },
): void {
  const { id, market, against, openingEnds, marginMultiplierBps, figure } = book;
  const interest = market === against ? (state.openInterest.get(id) ?? 0n) : 0n;
  const house = [...book.houseLots.values()].reduce((sum, lots) => sum + (lots < 0n ? -lots : lots), 0n);
  const numbers = [marginMultiplierBps, book.series.length, openingEnds, figure === null ? 0 : 1].map(BigInt);
  ask(`book ${id}`, 'book', [id], [...numbers, interest, house, figure ?? 0n]);
  const held = new Set([...book.positions.keys(), ...(before?.positions.keys() ?? [])]);
  for (const account of held) {
    const position = book.positions.get(account);
    if (position === before?.positions.get(account)) continue;
    ask(`position of ${account} in ${id}`, 'positionOf', [account, id], positionWords(id, position));
  }
  for (const index of new Set([...book.houseLots.keys(), ...(before?.houseLots.keys() ?? [])])) {
    const seriesId = seriesIdOf(id, index);
    ask(`house in ${seriesId}`, 'houseLotsOf', [seriesId], [book.houseLots.get(index) ?? 0n]);
  }
}

/** Each word in two's complement. */
function encoded(words: readonly bigint[]): string {
  return `0x${words.map((word) => BigInt.asUintN(256, word).toString(16).padStart(64, '0')).join('')}`;
}

/** As the contract returns it: two values, then the places of two lists, then these, each after its length. */
function positionWords(id: bigint, position: ClearingPosition | undefined): readonly bigint[] {
  const { locked = 0n, isHouse = false, lots = new Map<number, bigint>() } = position ?? {};
  const count = BigInt(lots.size);
  const ids = [...lots.keys()].map((index) => seriesIdOf(id, index));
  return [locked, isHouse ? 1n : 0n, 128n, 160n + 32n * count, count, ...ids, count, ...lots.values()];
}
