import { type Bps, InvalidInputError, WAD, type Wad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainDecision } from './explainDecision.ts';
import { DuplicateExposureKeyError, ExcessQuantityError, UnknownExposureKeyError } from './exposureErrors.ts';
import type { ExposureEvent } from './exposureEvents.ts';
import { type ExposureTree, exposureTree } from './exposureTree.ts';
import { ChangeTooLargeError } from './limitChange.ts';
import { type ExposureLevel, type ExposureLimit, exposureLevels } from './node.ts';

const wad = (amount: bigint): Wad => amount as Wad;

const participants = ['ada', 'bob', 'eve'];
const classes: Record<string, string> = { ada: 'retail', bob: 'retail', eve: 'institution' };
const segments: Record<string, { market: number; segmentType: string; window: string }> = {
  s1: { market: 1, segmentType: 'PURCHASE_INTENT', window: '7D' },
  s2: { market: 1, segmentType: 'PURCHASE_INTENT', window: '7D' },
  s3: { market: 2, segmentType: 'TRAVEL', window: '7D' },
};

function limits(
  amount: bigint,
  own: Partial<Record<ExposureLevel, Record<keyof ExposureLimit, bigint>>> = {},
): Record<ExposureLevel, ExposureLimit> {
  return Object.fromEntries(
    exposureLevels.map((level) => [level, own[level] ?? { gross: amount, net: amount }]),
  ) as Record<ExposureLevel, ExposureLimit>;
}

function populate(tree: ExposureTree): ExposureTree {
  for (const participant of participants) {
    tree.registerParticipant({ participant, participantClass: classes[participant]! });
  }
  for (const [segment, where] of Object.entries(segments)) tree.registerSegment({ segment, ...where });
  return tree;
}

function fill(
  tree: ExposureTree,
  id: string,
  participant: string,
  segment: string,
  side: 'buy' | 'sell',
  amount: bigint,
): void {
  const notional = wad(amount);
  expect(tree.reserve({ id, participant, segment, side, notional }).accepted).toBe(true);
  tree.commit({ id, notional });
}

test('default: reserve, commit and settle move exposure through every level of the path', () => {
  const tree = populate(exposureTree({ limits: limits(100n) }));
  expect(
    tree.reserve({ id: 'q1', participant: 'ada', segment: 's1', side: 'buy', notional: wad(30n) }),
  ).toEqual({
    accepted: true,
    soft: undefined,
  });
  for (const [level, key] of [
    ['participantSegment', 'ada/s1'],
    ['segment', 's1'],
    ['market', '1'],
    ['segmentType', 'PURCHASE_INTENT'],
    ['window', '7D'],
    ['participant', 'ada'],
    ['participantClass', 'retail'],
    ['global', 'global'],
  ] as const) {
    expect(tree.use({ level, key })).toMatchObject({ gross: 30n, net: 30n, up: 30n, down: 0n });
  }
  tree.commit({ id: 'q1', notional: wad(10n) });
  expect(tree.use({ level: 'global', key: 'global' })).toMatchObject({ gross: 30n, up: 30n, down: -10n });
  tree.release({ id: 'q1' });
  expect(tree.use({ level: 'global', key: 'global' })).toMatchObject({ gross: 10n, up: 10n, down: -10n });
  tree.settle({ participant: 'ada', segment: 's1' });
  expect(tree.use({ level: 'global', key: 'global' })).toMatchObject({ gross: 0n, up: 0n, down: 0n });
  expect(tree.participantsIn('s1')).toEqual([]);
});

describe('behavior: each level can bind, and the refusal names node, limit, use and largest size', () => {
  test.each([
    ['participantSegment', 'ada/s1'],
    ['segment', 's1'],
    ['market', '1'],
    ['segmentType', 'PURCHASE_INTENT'],
    ['window', '7D'],
    ['participant', 'ada'],
    ['participantClass', 'retail'],
    ['global', 'global'],
  ] as const)('%s', (level, key) => {
    for (const measure of ['gross', 'net'] as const) {
      const own = { gross: 1000n, net: 1000n, [measure]: 50n };
      const tree = populate(exposureTree({ limits: limits(1000n, { [level]: own }) }));
      fill(tree, 'first', 'ada', 's1', 'buy', 40n);
      const before = tree.snapshot();
      const refusal = tree.reserve({
        id: 'q',
        participant: 'ada',
        segment: 's1',
        side: 'buy',
        notional: wad(11n),
      });
      expect(refusal).toEqual({
        accepted: false,
        reason: 'limit',
        binding: { level, key, measure, limit: 50n, use: 40n },
        largestPassing: 10n,
      });
      expect(tree.snapshot()).toEqual(before);
      expect(explainDecision(refusal)).toContain('the largest size that passes is 10');
      expect(
        tree.check({ participant: 'ada', segment: 's1', side: 'buy', notional: wad(10n) }).accepted,
      ).toBe(true);
    }
  });
});

test('behavior: a limit of zero allows nothing, not everything', () => {
  const tree = populate(exposureTree({ limits: limits(0n) }));
  const decision = tree.check({ participant: 'ada', segment: 's1', side: 'buy', notional: wad(1n) });
  expect(decision).toMatchObject({ accepted: false, largestPassing: 0n });
});

test('behavior: net nets, gross does not, and own limits of nodes win', () => {
  const tree = populate(
    exposureTree({
      limits: limits(100n),
      overrides: [{ level: 'market', key: '1', limit: { gross: wad(100n), net: wad(20n) } }],
    }),
  );
  fill(tree, '1', 'ada', 's1', 'buy', 20n);
  fill(tree, '2', 'eve', 's2', 'sell', 20n);
  expect(tree.use({ level: 'market', key: '1' })).toMatchObject({ gross: 40n, net: 0n });
  fill(tree, '3', 'bob', 's1', 'buy', 20n);
  const refusal = tree.check({ participant: 'bob', segment: 's2', side: 'buy', notional: wad(1n) });
  expect(refusal).toMatchObject({ accepted: false, binding: { level: 'market', measure: 'net', use: 20n } });
});

test('behavior: reserved quotes count on both sides until they are released', () => {
  const tree = populate(exposureTree({ limits: limits(100n) }));
  tree.reserve({ id: 'b', participant: 'ada', segment: 's1', side: 'buy', notional: wad(60n) });
  tree.reserve({ id: 's', participant: 'ada', segment: 's1', side: 'sell', notional: wad(70n) });
  expect(tree.use({ level: 'participant', key: 'ada' })).toMatchObject({ gross: 70n, up: 60n, down: 70n });
  tree.release({ id: 's' });
  expect(tree.use({ level: 'participant', key: 'ada' })).toMatchObject({ gross: 60n, up: 60n, down: 0n });
});

test('behavior: the soft limit lets a trade pass and names the node', () => {
  const tree = populate(exposureTree({ limits: limits(100n, { market: { gross: 50n, net: 50n } }) }));
  expect(tree.check({ participant: 'ada', segment: 's1', side: 'buy', notional: wad(40n) })).toEqual({
    accepted: true,
    soft: undefined,
  });
  const expected = {
    accepted: true,
    soft: { level: 'market', key: '1', measure: 'gross', limit: 50n, use: 41n },
  };
  const order = { participant: 'ada', segment: 's1', side: 'buy', notional: wad(41n) } as const;
  expect(tree.check(order)).toEqual(expected);
  expect(tree.utilisation(order)).toBe(0.82);
  expect(tree.reserve({ id: 'q', ...order })).toEqual(expected);
  expect(tree.reserve({ id: 'r', ...order, notional: wad(1n) })).toMatchObject({ soft: { use: 42n } });
});

test('behavior: an account in breach may close and nothing else, and closing always passes', () => {
  const tree = populate(
    exposureTree({
      limits: limits(100n),
      changePolicy: { maxChangeBps: 10_000 as Bps, minimumStep: wad(0n), minimumDelaySeconds: 10 },
    }),
  );
  fill(tree, '1', 'ada', 's1', 'buy', 80n);
  tree.announceLimit({ level: 'participant', key: 'ada', limit: { gross: wad(50n), net: wad(50n) }, now: 0 });
  expect(tree.activateLimits({ now: 9 })).toBe(0);
  expect(tree.isReduceOnly('ada')).toBe(false);
  expect(tree.activateLimits({ now: 10 })).toBe(1);
  expect(tree.isReduceOnly('ada')).toBe(true);
  expect(tree.check({ participant: 'ada', segment: 's2', side: 'buy', notional: wad(1n) })).toMatchObject({
    accepted: false,
    reason: 'reduceOnly',
    largestPassing: 0n,
  });
  // A flip keeps gross but is no reduction: only the held 80 may be sold.
  expect(tree.check({ participant: 'ada', segment: 's1', side: 'sell', notional: wad(81n) })).toMatchObject({
    reason: 'reduceOnly',
    largestPassing: 80n,
  });
  fill(tree, '2', 'ada', 's1', 'sell', 30n);
  expect(tree.isReduceOnly('ada')).toBe(false);
});

test('behavior: in a breach of a position or a market no flip passes, and the largest size is found at once', () => {
  const PAT = 10n ** 18n;
  for (const [level, key] of [
    ['participantSegment', 'ada/s1'],
    ['market', '1'],
  ] as const) {
    const changePolicy = { maxChangeBps: 10_000 as Bps, minimumStep: wad(0n), minimumDelaySeconds: 0 };
    const tree = populate(exposureTree({ limits: limits(1_000n * PAT), changePolicy }));
    fill(tree, '1', 'ada', 's1', 'buy', 100n * PAT);
    tree.announceLimit({ level, key, limit: { gross: wad(90n * PAT), net: wad(1_000n * PAT) }, now: 0 });
    tree.activateLimits({ now: 0 });
    const decision = tree.check({
      participant: 'ada',
      segment: 's1',
      side: 'sell',
      notional: wad(150n * PAT),
    });
    expect(decision).toMatchObject({
      accepted: false,
      reason: 'limit',
      binding: { level, key, measure: 'gross', use: 100n * PAT, limit: 90n * PAT },
      largestPassing: 100n * PAT,
    });
  }
});

test('behavior: a flip within limits is allowed and its largest size counts the slack', () => {
  const tree = populate(exposureTree({ limits: limits(100n) }));
  fill(tree, '1', 'ada', 's1', 'buy', 80n);
  expect(tree.check({ participant: 'ada', segment: 's1', side: 'sell', notional: wad(181n) })).toMatchObject({
    largestPassing: 180n,
  });
  expect(tree.check({ participant: 'ada', segment: 's1', side: 'sell', notional: wad(180n) }).accepted).toBe(
    true,
  );
});

test('behavior: a flagged account opens nothing, with all limits free', () => {
  const tree = populate(exposureTree({ limits: limits(100n) }));
  tree.setReduceOnly({ participant: 'ada', reduceOnly: true });
  expect(tree.isReduceOnly('ada')).toBe(true);
  const order = { participant: 'ada', segment: 's1', side: 'buy', notional: wad(1n) } as const;
  expect(tree.check(order)).toMatchObject({ accepted: false, reason: 'reduceOnly', largestPassing: 0n });
  tree.setReduceOnly({ participant: 'ada', reduceOnly: false });
  expect(tree.check(order).accepted).toBe(true);
});

test('behavior: utilisation after a trade counts the fuller side, gross and net', () => {
  const tree = populate(
    exposureTree({ limits: limits(100n, { participant: { gross: 1_000n, net: 100n } }) }),
  );
  const order = { participant: 'ada', segment: 's1', side: 'buy', notional: wad(10n) } as const;
  expect(tree.utilisation(order)).toBe(0.1);
  fill(tree, '1', 'ada', 's2', 'sell', 90n);
  // The participant stays short 90 until the buy has filled; the market's gross goes to 100.
  expect(tree.utilisation(order)).toBe(1);
  expect(tree.utilisation({ ...order, segment: 's3', notional: wad(5n) })).toBe(0.95);
  expect(populate(exposureTree({ limits: limits(0n) })).utilisation(order)).toBe(Number.POSITIVE_INFINITY);
});

test('behavior: net utilisation is that of the other side where it is fuller', () => {
  const net = { gross: 1_000n, net: 100n };
  const tree = populate(exposureTree({ limits: limits(1_000n, { participant: net }) }));
  fill(tree, '1', 'ada', 's2', 'sell', 90n);
  expect(tree.utilisation({ participant: 'ada', segment: 's3', side: 'buy', notional: wad(1n) })).toBe(0.9);
});

test('behavior: a flagged account closes even where the market is full; what is being closed is not closed twice', () => {
  const tree = populate(exposureTree({ limits: limits(1000n, { market: { gross: 100n, net: 10n } }) }));
  fill(tree, '1', 'ada', 's1', 'buy', 10n);
  fill(tree, '2', 'bob', 's1', 'sell', 20n);
  tree.setReduceOnly({ participant: 'ada', reduceOnly: true });
  // Selling takes the market's net to -20, past its limit: still allowed, it only closes.
  expect(
    tree.reserve({ id: '3', participant: 'ada', segment: 's1', side: 'sell', notional: wad(10n) }).accepted,
  ).toBe(true);
  expect(tree.check({ participant: 'ada', segment: 's1', side: 'sell', notional: wad(1n) })).toMatchObject({
    largestPassing: 0n,
  });
});

test('behavior: exposure ages with freshness, rounded up, and a quote reserved earlier still fills whole', () => {
  const tree = populate(exposureTree({ limits: limits(1000n) }));
  fill(tree, '1', 'ada', 's1', 'buy', 101n);
  tree.reserve({ id: 'q', participant: 'bob', segment: 's1', side: 'sell', notional: wad(7n) });
  tree.age({ segment: 's1', freshness: wad(WAD / 2n) });
  expect(tree.use({ level: 'participant', key: 'ada' })).toMatchObject({ gross: 51n, up: 51n, down: -50n });
  expect(tree.use({ level: 'participant', key: 'bob' })).toMatchObject({ gross: 4n, down: 4n });
  tree.commit({ id: 'q', notional: wad(3n) });
  tree.commit({ id: 'q', notional: wad(4n) });
  expect(tree.use({ level: 'participant', key: 'bob' })).toMatchObject({ gross: 4n, down: 4n, up: -3n });
  expect(() => tree.age({ segment: 's1', freshness: WAD })).toThrow(InvalidInputError);
});

test('behavior: expired reservations are freed earliest first, in bounded batches', () => {
  const tree = populate(exposureTree({ limits: limits(1000n) }));
  for (const [id, expiresAt] of [
    ['c', 30],
    ['a', 10],
    ['b', 20],
    ['never', undefined],
  ] as const) {
    tree.reserve({ id, participant: 'ada', segment: 's1', side: 'buy', notional: wad(5n), expiresAt });
  }
  tree.release({ id: 'a' });
  tree.reserve({ id: 'a', participant: 'ada', segment: 's1', side: 'buy', notional: wad(5n), expiresAt: 40 });
  expect(tree.releaseExpired({ now: 9, limit: 10 })).toEqual([]);
  expect(tree.releaseExpired({ now: 35, limit: 1 })).toEqual(['b']);
  expect(tree.releaseExpired({ now: 35, limit: 9 })).toEqual(['c']);
  expect(tree.use({ level: 'participant', key: 'ada' }).gross).toBe(10n);
});

test('behavior: a segment leaves when nothing is open in it', () => {
  const tree = populate(exposureTree({ limits: limits(1000n) }));
  fill(tree, '1', 'ada', 's1', 'buy', 5n);
  tree.reserve({ id: 'q', participant: 'ada', segment: 's1', side: 'buy', notional: wad(5n) });
  expect(() => tree.removeSegment({ segment: 's1' })).toThrow(InvalidInputError);
  tree.settle({ participant: 'ada', segment: 's1' });
  tree.removeSegment({ segment: 's1' });
  expect(() => tree.release({ id: 'q' })).toThrow(UnknownExposureKeyError);
  expect(() => tree.participantsIn('s1')).toThrow(UnknownExposureKeyError);
});

// ------------------------------------------------------------------ random histories against a slow twin

interface Command {
  kind: 'reserve' | 'commit' | 'release' | 'settle' | 'age' | 'reduceOnly';
  participant: string;
  segment: string;
  side: 'buy' | 'sell';
  notional: Wad;
  pick: number;
}
const command: fc.Arbitrary<Command> = fc.record({
  kind: fc.constantFrom(
    'reserve',
    'reserve',
    'reserve',
    'commit',
    'commit',
    'release',
    'settle',
    'age',
    'reduceOnly',
  ),
  participant: fc.constantFrom(...participants),
  segment: fc.constantFrom(...Object.keys(segments)),
  side: fc.constantFrom('buy', 'sell'),
  notional: fc.bigInt({ min: 1n, max: 60n }).map(wad),
  pick: fc.nat(20),
});

interface TwinPosition {
  filled: bigint;
  buys: bigint;
  sells: bigint;
}

/** Applies commands and keeps, beside the tree, nothing but flat lists; totals are summed anew from them. */
function history(
  commands: readonly Command[],
  check: (tree: ExposureTree, twin: Map<string, TwinPosition>, freshness: Map<string, bigint>) => void,
): ExposureTree {
  const tree = populate(exposureTree({ limits: limits(100n, { market: { gross: 120n, net: 60n } }) }));
  const twin = new Map<string, TwinPosition>();
  const open = new Map<string, { key: string; side: 'buy' | 'sell'; notional: bigint; amount: bigint }>();
  const freshness = new Map(Object.keys(segments).map((s) => [s, WAD as bigint]));
  commands.forEach((c, i) => {
    const key = `${c.participant}/${c.segment}`;
    const position = twin.get(key) ?? { filled: 0n, buys: 0n, sells: 0n };
    const [id, reservation] = [...open][c.pick % Math.max(1, open.size)] ?? [];
    if (c.kind === 'reserve') {
      const passes = tree.check(c);
      const decision = tree.reserve({ id: String(i), ...c });
      expect(decision).toEqual(passes);
      if (!decision.accepted) {
        const { largestPassing } = decision;
        expect(largestPassing < c.notional).toBe(true);
        if (largestPassing > 0n) expect(tree.check({ ...c, notional: largestPassing }).accepted).toBe(true);
        expect(tree.check({ ...c, notional: wad(largestPassing + 1n) }).accepted).toBe(false);
        return;
      }
      const f = freshness.get(c.segment)!;
      const amount = (c.notional * WAD + f - 1n) / f;
      open.set(String(i), { key, side: c.side, notional: c.notional, amount });
      position[c.side === 'buy' ? 'buys' : 'sells'] += amount;
      twin.set(key, position);
    } else if (c.kind === 'commit' && reservation !== undefined) {
      const notional = c.notional < reservation.notional ? c.notional : reservation.notional;
      tree.commit({ id: id!, notional: wad(notional) });
      const moved = (reservation.amount * notional + reservation.notional - 1n) / reservation.notional;
      const target = twin.get(reservation.key)!;
      target[reservation.side === 'buy' ? 'buys' : 'sells'] -= moved;
      target.filled += reservation.side === 'buy' ? moved : -moved;
      reservation.amount -= moved;
      reservation.notional -= notional;
      if (reservation.notional === 0n || reservation.amount === 0n) open.delete(id!);
    } else if (c.kind === 'release' && reservation !== undefined) {
      tree.release({ id: id! });
      twin.get(reservation.key)![reservation.side === 'buy' ? 'buys' : 'sells'] -= reservation.amount;
      open.delete(id!);
    } else if (c.kind === 'settle' && tree.participantsIn(c.segment).includes(c.participant)) {
      tree.settle(c);
      twin.delete(key);
      for (const [other, r] of open) if (r.key === key) open.delete(other);
    } else if (c.kind === 'age') {
      const next = (freshness.get(c.segment)! * (90n + (c.notional % 10n))) / 100n;
      freshness.set(c.segment, next);
      tree.age({ segment: c.segment, freshness: wad(next) });
    } else if (c.kind === 'reduceOnly') {
      tree.setReduceOnly({ participant: c.participant, reduceOnly: c.pick % 3 === 0 });
    }
    check(tree, twin, freshness);
  });
  return tree;
}

function ceilTimes(amount: bigint, freshness: bigint): bigint {
  const product = amount * freshness;
  const quotient = product / WAD;
  return product > quotient * WAD ? quotient + 1n : quotient;
}

test('after any history every node is the sum over the positions below it, and filled within limits stays so', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      history(commands, (tree, twin, freshness) => {
        for (const [level, key, belongs] of [
          ['global', 'global', () => true],
          ['market', '1', (_p: string, s: string) => segments[s]!.market === 1],
          ['participant', 'ada', (p: string) => p === 'ada'],
          ['participantClass', 'retail', (p: string) => classes[p] === 'retail'],
          ['segment', 's3', (_p: string, s: string) => s === 's3'],
        ] as const) {
          let [gross, up, down] = [0n, 0n, 0n];
          for (const [position, { filled, buys, sells }] of twin) {
            const [p, s] = position.split('/') as [string, string];
            if (!belongs(p, s)) continue;
            const u = ceilTimes(filled + buys, freshness.get(s)!);
            const d = ceilTimes(sells - filled, freshness.get(s)!);
            up += u;
            down += d;
            gross += u > d ? u : d;
          }
          const use = tree.use({ level, key });
          expect(use).toMatchObject({ gross, up, down });
          expect(use.gross >= 0n).toBe(true);
          // Gross never passes a limit: what closes without a check never adds to it.
          expect(use.gross <= use.limit.gross).toBe(true);
        }
      });
    }),
    { numRuns: runs(60) },
  );
});

test('a snapshot through JSON, and a replayed event log, give the same tree', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      const configuration = { limits: limits(100n, { market: { gross: 120n, net: 60n } }) };
      const events: ExposureEvent[] = [];
      const tree = populate(exposureTree({ ...configuration, onEvent: (event) => events.push(event) }));
      let opened = 0;
      for (const c of commands) {
        const [id] = [`${opened - 1}`];
        if (c.kind === 'reserve') {
          if (tree.reserve({ id: String(opened), ...c, expiresAt: c.pick }).accepted) opened += 1;
        } else if (c.kind === 'commit' && tree.snapshot().reservations.some((r) => r.id === id)) {
          tree.commit({ id, notional: wad(1n) });
        } else if (c.kind === 'age') {
          tree.age({
            segment: c.segment,
            freshness: wad(
              BigInt(tree.snapshot().segments.find((s) => s.key === c.segment)!.freshness) - c.notional,
            ),
          });
        } else if (c.kind === 'release') {
          tree.releaseExpired({ now: c.pick, limit: 2 });
        } else if (c.kind === 'settle' && tree.participantsIn(c.segment).includes(c.participant)) {
          tree.settle(c);
        } else if (c.kind === 'reduceOnly') {
          tree.setReduceOnly({ participant: c.participant, reduceOnly: true });
          tree.announceLimit({
            level: 'market',
            key: '1',
            limit: { gross: wad(100n), net: wad(61n) },
            now: c.pick,
          });
          tree.activateLimits({ now: 86_405 });
        }
      }
      const snapshot = tree.snapshot();
      const replayed = exposureTree(configuration);
      replayed.replay(structuredClone(events));
      expect(replayed.snapshot()).toEqual(snapshot);
      const restored = exposureTree(configuration, JSON.parse(JSON.stringify(snapshot)));
      expect(restored.snapshot()).toEqual(snapshot);
      for (const copy of [replayed, restored]) {
        for (const [level, key] of [
          ['global', 'global'],
          ['market', '1'],
          ['participant', 'bob'],
        ] as const) {
          expect(copy.use({ level, key })).toEqual(tree.use({ level, key }));
        }
      }
    }),
    { numRuns: runs(40) },
  );
});

test('error: typed errors for unknown and repeated keys, excess and bad values', () => {
  const tree = populate(exposureTree({ limits: limits(1000n) }));
  const order = { id: 'q', participant: 'ada', segment: 's1', side: 'buy', notional: wad(5n) } as const;
  expect(() => tree.check({ ...order, participant: 'nobody' })).toThrow(UnknownExposureKeyError);
  expect(() => tree.check({ ...order, segment: 'nothing' })).toThrow(UnknownExposureKeyError);
  expect(() => tree.release({ id: 'none' })).toThrow(UnknownExposureKeyError);
  expect(() => tree.settle({ participant: 'ada', segment: 's1' })).toThrow(UnknownExposureKeyError);
  expect(() => tree.use({ level: 'market', key: 'm9' })).toThrow(UnknownExposureKeyError);
  expect(() => tree.use({ level: 'participantSegment', key: 'ada' })).toThrow(UnknownExposureKeyError);
  expect(() => tree.registerParticipant({ participant: 'ada', participantClass: 'x' })).toThrow(
    DuplicateExposureKeyError,
  );
  expect(() => tree.registerSegment({ segment: 's1', market: 7, segmentType: 't', window: 'w' })).toThrow(
    DuplicateExposureKeyError,
  );
  tree.reserve(order);
  expect(() => tree.reserve(order)).toThrow(DuplicateExposureKeyError);
  expect(() => tree.commit({ id: 'q', notional: wad(6n) })).toThrow(ExcessQuantityError);
  for (const notional of [0n, -1n, 5, Number.NaN, '5', undefined]) {
    expect(() => tree.check({ ...order, notional: notional as Wad })).toThrow(InvalidInputError);
    expect(() => tree.commit({ id: 'q', notional: notional as Wad })).toThrow(InvalidInputError);
  }
  expect(() => tree.check({ ...order, side: 'long' as 'buy' })).toThrow(InvalidInputError);
  expect(() => tree.reserve({ ...order, id: '' })).toThrow(InvalidInputError);
  expect(() => tree.reserve({ ...order, id: 'r', expiresAt: 1.5 })).toThrow(InvalidInputError);
  expect(() => tree.age({ segment: 's1', freshness: wad(0n) })).toThrow(InvalidInputError);
  expect(() => tree.registerParticipant({ participant: 'a/b', participantClass: 'x' })).toThrow(
    InvalidInputError,
  );
  expect(() => tree.setReduceOnly({ participant: 'ada', reduceOnly: 1 as unknown as boolean })).toThrow(
    InvalidInputError,
  );
  expect(() => tree.replay([{ kind: 'nonsense' } as unknown as ExposureEvent])).toThrow(InvalidInputError);
  const { market: _left, ...missing } = limits(1n);
  expect(() => exposureTree({ limits: missing as ReturnType<typeof limits> })).toThrow(InvalidInputError);
  expect(() => exposureTree({ limits: limits(-1n) })).toThrow(InvalidInputError);
  expect(() => exposureTree({ limits: limits(1n), softBps: 10_001 as Bps })).toThrow(InvalidInputError);
  expect(() =>
    exposureTree(
      { limits: limits(1n) },
      { ...tree.snapshot(), positions: [{ participant: 'ada', segment: 's1', filled: '1.5' }] },
    ),
  ).toThrow(InvalidInputError);
});

test('error: ChangeTooLargeError leaves no announcement behind', () => {
  const tree = populate(
    exposureTree({
      limits: limits(1000n),
      changePolicy: { maxChangeBps: 2_500 as Bps, minimumStep: wad(0n), minimumDelaySeconds: 10 },
    }),
  );
  expect(() =>
    tree.announceLimit({ level: 'market', key: '1', limit: { gross: wad(1251n), net: wad(1000n) }, now: 0 }),
  ).toThrow(ChangeTooLargeError);
  expect(() =>
    tree.announceLimit({ level: 'market', key: '1', limit: { gross: wad(1000n), net: wad(749n) }, now: 0 }),
  ).toThrow(ChangeTooLargeError);
  expect(
    tree.announceLimit({ level: 'market', key: '1', limit: { gross: wad(1250n), net: wad(750n) }, now: 5 }),
  ).toEqual({ effectiveAt: 15 });
  expect(tree.snapshot().pending).toHaveLength(1);
});
