import { expect, expectTypeOf, test } from 'vitest';
import * as contracts from './index.ts';

// The shapes that services and other packages rely on, written out by hand. They are a floor: more is fine, less is not.
interface Api {
  readonly abis: Readonly<Record<string, readonly unknown[]>>;
  deployPhasegate(options: { signer: unknown; parameters?: unknown }): Promise<unknown>;
  connectPhasegate(options: { url: string; deployment: unknown; signer?: unknown }): Promise<unknown>;
}

test('default: the functions have the agreed shapes', () => {
  expectTypeOf<typeof contracts>().toExtend<Api>();
  const unknownInput: { url: string; deployment: unknown; signer?: unknown } = { url: '', deployment: 1 };
  expectTypeOf(unknownInput).toExtend<Parameters<typeof contracts.connectPhasegate>[0]>();
  expect(contracts.abis).toMatchObject({
    DataMarketplace: expect.any(Array),
    PAT: expect.any(Array),
    PhaseGate: expect.any(Array),
  });
});

test('default: events and calls are typed by name', () => {
  type Event = contracts.PhasegateEvent;
  type Purchased = Extract<Event, { name: 'SegmentPurchased' }>['args'];
  expectTypeOf<Purchased>().toEqualTypeOf<{
    readonly id: bigint;
    readonly recipient: string;
    readonly ask: bigint;
    readonly payout: bigint;
  }>();
  type Skipped = Extract<Event, { name: 'OrderSkipped' }>['args']['reason'];
  expectTypeOf<Skipped>().toEqualTypeOf<number>();
  expect([send, wrong].every((call) => call.length === 1)).toBe(true);
});

const send = (client: contracts.PhasegateClient): Promise<unknown> =>
  client.send({ contract: client.contracts.pat, name: 'approve', args: ['0x', 1n] });
const wrong = (client: contracts.PhasegateClient): Promise<unknown> =>
  // @ts-expect-error a view can't be sent
  client.send({ contract: client.contracts.pat, name: 'totalSupply', args: [] });
