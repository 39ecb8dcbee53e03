import { UNLIMITED } from '@phasegate/market';
import { type Wad } from '@phasegate/pricing/units';
import { addressOf, askNow } from '../choices.ts';
import { step } from '../run.ts';
import { type Performers } from './performers.ts';

/** PAT, so far as the marketplace meets it. */
export const token: Performers<'transfer' | 'approve'> = {
  async transfer(run, { kind, from, to, amount: choice }) {
    const { world, spotMarket } = run;
    const held = spotMarket.balances.get(world.actors.at(from)!.toLowerCase()) ?? 0n;
    const amount = typeof choice === 'object' ? BigInt(choice.wei) : choice === 'all' ? held : held + 1n;
    await step(run, {
      kind: to === 'marketplace' ? 'donate' : kind,
      from,
      target: world.pat,
      name: 'transfer',
      args: [addressOf(run, to), amount],
      event: {
        type: 'transferPat',
        from: world.actors.at(from)!,
        to: addressOf(run, to),
        amount: amount as Wad,
      },
    });
  },

  async approve(run, { kind, owner, amount: choice }) {
    const { world, spotMarket } = run;
    const amount =
      typeof choice === 'object'
        ? BigInt(choice.wei)
        : { zero: 0n, unlimited: UNLIMITED, ask: askNow(run, spotMarket.segments.length) }[choice];
    await step(run, {
      kind,
      from: owner,
      target: world.pat,
      name: 'approve',
      args: [world.marketplace.address, amount],
      event: { type: 'approvePat', owner: world.actors.at(owner)!, amount },
    });
  },
};
