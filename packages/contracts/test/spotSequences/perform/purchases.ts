import { UNLIMITED } from '@phasegate/market';
import { ACTORS, AFFILIATE, OWNER } from '../actions.ts';
import { addressOf, askNow, idOf, maxAskOf, signPermit } from '../choices.ts';
import { type Run, step } from '../run.ts';
import { type Performers } from './performers.ts';

/** A purchase of one access right; `permitted` is the allowance that a permit sets in the same transaction. */
async function purchase(
  run: Run,
  input: {
    readonly kind: string;
    readonly name: string;
    readonly payer: number;
    readonly recipient?: number;
    readonly id: number;
    readonly maxAsk: bigint | undefined;
    readonly args: readonly unknown[];
    readonly permitted?: bigint | undefined;
  },
): Promise<boolean> {
  const { world } = run;
  const { kind, name, args, id, maxAsk, permitted } = input;
  const payer = world.actors.at(input.payer)!;
  const recipient = world.actors.at(input.recipient ?? input.payer)!;
  return step(run, {
    kind,
    from: input.payer,
    name,
    args,
    // Permit and purchase are one transaction: a refused purchase takes the allowance back.
    first: permitted === undefined ? [] : [{ type: 'approvePat', owner: payer, amount: permitted }],
    event: { type: 'buySegment', payer, recipient, id, ...(maxAsk === undefined ? {} : { maxAsk }) },
    returns: ({ fill }) => fill.ask,
    purchases: ({ fill }) => ({ fills: [fill], skipped: [], totalAsk: fill.ask, recipient }),
  });
}

/** Every way to get an access right, and the consent that some need. */
export const purchases: Performers<'buy' | 'buyFor' | 'buyWithPermit' | 'buyBatch' | 'deliver' | 'consent'> =
  {
    async buy(run, { kind, payer, id: choice, maxAsk: limit }) {
      const id = idOf(run, choice);
      const maxAsk = maxAskOf(run, id, limit);
      await purchase(run, {
        kind,
        name: 'buySegment',
        payer,
        id,
        maxAsk,
        args: maxAsk === undefined ? [id] : [id, maxAsk],
      });
    },

    async buyFor(run, { kind, payer, recipient, id: choice, maxAsk: limit }) {
      const id = idOf(run, choice);
      const maxAsk = maxAskOf(run, id, limit) ?? UNLIMITED;
      await purchase(run, {
        kind,
        name: 'buySegmentFor',
        payer,
        recipient,
        id,
        maxAsk,
        args: [id, maxAsk, run.world.actors[recipient]],
      });
    },

    async buyWithPermit(run, { kind, payer, id: choice, maxAsk: limit, permit: { value: wanted, state } }) {
      const { world, now } = run;
      const id = idOf(run, choice);
      const maxAsk = maxAskOf(run, id, limit) ?? UNLIMITED;
      const ask = askNow(run, id);
      const value = wanted === 'unlimited' ? UNLIMITED : wanted === 'ask' ? ask : ask - 1n;
      const nonce = run.nonces.get(payer) ?? 0;
      const deadline = { expired: now - 1, lastSecond: now }[state as string] ?? now + 1_000;
      const used = state === 'replayed' ? run.usedPermits.get(payer) : undefined;
      const permit =
        used ??
        signPermit(run, payer, {
          signer: state === 'otherSigner' ? (payer + 1) % ACTORS : payer,
          value,
          deadline,
          // Without a used permit to replay, one that is not due yet.
          nonce: state === 'replayed' ? nonce + 1 : nonce,
        });
      const { v, r, s } = permit;
      let due = state === 'valid' || state === 'lastSecond';
      if (state === 'frontRun') {
        await step(run, {
          kind: 'permit',
          from: AFFILIATE,
          target: world.pat,
          name: 'permit',
          args: [world.actors[payer], world.marketplace.address, permit.value, permit.deadline, v, r, s],
          event: { type: 'approvePat', owner: world.actors.at(payer)!, amount: permit.value },
        });
        run.nonces.set(payer, nonce + 1);
        run.usedPermits.set(payer, permit);
        due = false;
      }
      const bought = await purchase(run, {
        kind: `${kind}:${state}`,
        name: 'buySegmentWithPermit',
        payer,
        id,
        maxAsk,
        args: [id, maxAsk, { value: permit.value, deadline: permit.deadline, v, r, s }],
        permitted: due ? permit.value : undefined,
      });
      if (bought && due) {
        run.nonces.set(payer, nonce + 1);
        run.usedPermits.set(payer, permit);
      }
    },

    async buyBatch(run, { kind, payer, recipient: choice, strict, orders: chosen }) {
      const { world } = run;
      const recipient = world.actors.at(choice === 'payer' ? payer : choice)!;
      const wanted =
        chosen === 'tooMany'
          ? Array.from({ length: 101 }, () => ({ id: { recent: 0 }, maxAsk: 'none' as const }))
          : chosen;
      const orders = wanted.map((order) => {
        const id = idOf(run, order.id);
        return { id, maxAsk: maxAskOf(run, id, order.maxAsk) ?? UNLIMITED };
      });
      await step(run, {
        kind: `${kind}:${strict ? 'strict' : 'skipping'}`,
        from: payer,
        name: 'buySegments',
        args: [orders, strict, recipient],
        event: { type: 'buySegments', payer: world.actors.at(payer)!, recipient, orders, strict },
        returns: ({ totalAsk, fills }) => [totalAsk, fills.length],
        purchases: (result) => ({ ...result, recipient }),
      });
    },

    async deliver(run, { kind, id: choice, provider, recipient: to }) {
      const id = idOf(run, choice);
      const account = run.spotMarket.segments[id - 1]?.account ?? 0;
      const owner = run.spotMarket.accounts[account - 1]?.owner;
      const named =
        provider === 'own' && owner !== undefined ? owner : addressOf(run, provider === 'own' ? 0 : provider);
      const recipient = addressOf(run, to);
      const delivered = await step(run, {
        kind,
        from: OWNER,
        name: 'deliverAccess',
        args: [id, named, recipient],
        event: { type: 'deliverAccess', id, provider: named, recipient },
      });
      if (delivered) run.given += 1;
    },

    async consent(run, { kind, recipient, payer, consented }) {
      const address = addressOf(run, payer);
      await step(run, {
        kind,
        from: recipient,
        name: 'setPurchaseConsent',
        args: [address, consented],
        event: {
          type: 'setPurchaseConsent',
          recipient: run.world.actors.at(recipient)!,
          payer: address,
          consented,
        },
      });
    },
  };
