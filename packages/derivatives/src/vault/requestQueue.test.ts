import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochAnswer } from './epochAnswer.ts';
import { RequestExceedsError } from './errors.ts';
import {
  cancelled,
  claimableOf,
  claimedByGiven,
  claimedByReceived,
  emptyQueue,
  fulfilled,
  pendingOf,
  requested,
} from './requestQueue.ts';

test('default: two share a round by what they gave, and claim in parts', () => {
  let queue = requested(requested(emptyQueue, 'ann', 30n), 'bob', 10n);
  expect([pendingOf(queue, 'ann'), pendingOf(queue, 'bob'), queue.pending]).toEqual([30n, 10n, 40n]);
  queue = fulfilled(queue, 80n);
  expect(claimableOf(queue, 'ann')).toEqual({ given: 30n, received: 60n });
  const part = claimedByGiven(queue, 'ann', 7n);
  expect(part.claim).toEqual({ given: 7n, received: 14n });
  const rest = claimedByReceived(part.queue, 'ann', 46n);
  expect(rest.claim).toEqual({ given: 23n, received: 46n });
  expect(claimableOf(rest.queue, 'bob')).toEqual({ given: 10n, received: 20n });
});

test('behavior: who asks for more, or for nothing, is told what there is', () => {
  const queue = fulfilled(requested(emptyQueue, 'ann', 3n), 10n);
  for (const act of [
    () => claimedByGiven(queue, 'ann', 4n),
    () => claimedByGiven(queue, 'ann', 0n),
    () => claimedByReceived(queue, 'ann', 11n),
    () => claimedByGiven(queue, 'bob', 1n),
    () => cancelled(queue, 'ann', 1n),
    () => cancelled(requested(emptyQueue, 'ann', 3n), 'ann', 4n),
  ])
    expect(act).toThrow(RequestExceedsError);
});

test('whatever is requested, cancelled, answered and claimed, in any order, all that was received is claimed in the end', () => {
  const met = new Map<string, number>();
  const act = fc.record({
    kind: fc.constantFrom('request', 'cancel', 'fulfil', 'byGiven', 'byReceived'),
    who: fc.constantFrom('ann', 'bob', 'cat'),
    amount: fc.oneof(fc.bigInt({ min: 1n, max: 5n }), fc.bigInt({ min: 1n, max: 10n ** 24n })),
  });
  fc.assert(
    fc.property(fc.array(act, { minLength: 10, maxLength: 40 }), (acts) => {
      let queue = emptyQueue;
      let [received, claimed] = [0n, 0n];
      const claim = (done: ReturnType<typeof claimedByGiven>): void => {
        queue = done.queue;
        claimed += done.claim.received;
      };
      for (const { kind, who, amount } of acts) {
        try {
          if (kind === 'request') queue = requested(queue, who, amount);
          else if (kind === 'cancel') queue = cancelled(queue, who, amount);
          else if (kind === 'fulfil') {
            if (queue.pending === 0n) continue;
            queue = fulfilled(queue, amount);
            received += amount;
          } else {
            // Mostly what there is, sometimes one too many or nothing.
            const { given, received: brought } = claimableOf(queue, who);
            if (kind === 'byGiven') claim(claimedByGiven(queue, who, amount % (given + 2n)));
            else claim(claimedByReceived(queue, who, amount % (brought + 2n)));
          }
          met.set(kind, (met.get(kind) ?? 0) + 1);
        } catch (error) {
          expect(error).toBeInstanceOf(RequestExceedsError);
          met.set('refused', (met.get('refused') ?? 0) + 1);
        }
      }
      for (const who of ['ann', 'bob', 'cat']) {
        const { received: left } = claimableOf(queue, who);
        if (left > 0n) claim(claimedByReceived(queue, who, left));
      }
      // A part that rounds to nothing leaves its share to who comes last: nothing is lost.
      for (const who of ['ann', 'bob', 'cat'])
        if (claimableOf(queue, who).given > 0n)
          claim(claimedByGiven(queue, who, claimableOf(queue, who).given));
      expect(claimed).toBe(received);
      expect(queue.fulfilled.size).toBe(0);
    }),
    { numRuns: runs(300) },
  );
  for (const kind of ['request', 'cancel', 'fulfil', 'byGiven', 'byReceived', 'refused'])
    expect(met.get(kind) ?? 0, kind).toBeGreaterThan(20);
});

test('an epoch takes nothing from who stays: a deposit raises a share’s price by less than its rounding, an exit lowers it never', () => {
  const amount = fc.oneof(fc.bigInt({ min: 0n, max: 20n }), fc.bigInt({ min: 0n, max: 10n ** 30n }));
  let both = 0;
  fc.assert(
    fc.property(
      amount,
      amount,
      amount,
      amount,
      amount,
      (balance, lockedUpTo, supply, deposits, redeemsUpTo) => {
        const locked = balance === 0n ? 0n : lockedUpTo % (balance + 1n);
        const redeems = supply === 0n ? 0n : redeemsUpTo % (supply + 1n);
        const { minted, paid } = epochAnswer({ balance, locked, supply, deposits, redeems });
        expect(paid).toBeLessThanOrEqual(balance - locked);
        if (supply === 0n) {
          expect({ minted, paid }).toEqual({ minted: deposits, paid: 0n });
          return;
        }
        // In fractions: (balance + 1)/(supply + 1) is what who comes pays, with `- locked` what who goes receives.
        const [priceIn, priceOut] = [balance + 1n, balance - locked + 1n];
        if (minted > 0n) {
          both += paid > 0n ? 1 : 0;
          const after = supply + 1n + minted;
          expect((priceIn + deposits) * (supply + 1n)).toBeGreaterThanOrEqual(priceIn * after);
          expect((priceIn + deposits) * (supply + 1n)).toBeLessThan(priceIn * (after + 1n));
        }
        const stays = minted > 0n || redeems < supply;
        if (paid > 0n && stays)
          expect((priceOut - paid) * (supply + 1n)).toBeGreaterThanOrEqual(
            priceOut * (supply + 1n - redeems),
          );
        if (!stays) expect(paid).toBe(locked > 0n ? 0n : balance);
      },
    ),
    { numRuns: runs(2_000) },
  );
  expect(both).toBeGreaterThan(50);
});
