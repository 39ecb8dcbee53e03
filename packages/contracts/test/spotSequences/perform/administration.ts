import { type Bps } from '@phasegate/pricing/units';
import { OWNER } from '../actions.ts';
import { addressOf } from '../choices.ts';
import { step } from '../run.ts';
import { type Performers } from './performers.ts';

/** What the owner, the gate and an upgrade change. */
export const administration: Performers<
  'margin' | 'marginBand' | 'pause' | 'wallet' | 'mark' | 'refreshIndexStanding' | 'upgrade'
> = {
  async margin(run, { kind, marginBps }) {
    await step(run, {
      kind,
      from: OWNER,
      name: 'setBrokerMargin',
      args: [marginBps],
      event: { type: 'setBrokerMargin', marginBps: marginBps as Bps },
    });
  },

  async marginBand(run, { kind, bandBps }) {
    await step(run, {
      kind,
      from: OWNER,
      name: 'setMarginBand',
      args: [bandBps],
      event: { type: 'setMarginBand', bandBps: bandBps as Bps },
    });
  },

  async pause(run, { kind, paused }) {
    await step(run, {
      kind,
      from: OWNER,
      name: 'setPaused',
      args: [paused],
      event: { type: 'setPaused', paused },
    });
  },

  async wallet(run, { kind, to }) {
    const wallet = addressOf(run, to);
    await step(run, {
      kind,
      from: OWNER,
      name: 'setBrokerWallet',
      args: [wallet],
      event: { type: 'setBrokerWallet', wallet },
    });
  },

  async mark(run, { account, as, on }) {
    const mark = run.marks.get(account) ?? { broker: false, affiliate: false };
    const address = run.world.actors.at(account)!;
    const after = { ...mark, [as]: on };
    const unmarked = as === 'broker' && !on && !mark.broker;
    const marked = await step(run, {
      kind: `mark:${as}`,
      from: OWNER,
      target: run.world.gate,
      name: as === 'broker' ? 'setBroker' : 'setAffiliate',
      args: [address, on],
      // The gate tells the marketplace.
      event: {
        type: 'refreshIndexStanding',
        account: address,
        countsForIndex: !after.broker && !after.affiliate,
      },
      ...(unmarked
        ? { refusal: { reason: 'PhaseGate_NotBroker', facts: { account: address, class: 0 } } }
        : {}),
    });
    if (marked) run.marks.set(account, after);
  },

  async refreshIndexStanding(run, { kind, account }) {
    const { broker, affiliate } = run.marks.get(account) ?? { broker: false, affiliate: false };
    const address = run.world.actors.at(account)!;
    await step(run, {
      kind: broker || affiliate ? `${kind}:outside` : `${kind}:inside`,
      from: account,
      name: 'refreshIndexStanding',
      args: [address],
      // Who lists and prices stays outside, whatever the gate says.
      event: {
        type: 'refreshIndexStanding',
        account: address,
        countsForIndex: !broker && !affiliate && account !== OWNER,
      },
    });
  },

  async upgrade(run, { kind, to }) {
    const { address, minIndexAsk, minIndexMarginBps } = run.world.implementations.at(to)!;
    const upgraded = await step(run, {
      kind,
      from: OWNER,
      name: 'updateBrokerContract',
      args: [address],
    });
    if (upgraded) run.spotMarket = { ...run.spotMarket, minIndexAsk, minIndexMarginBps };
  },
};
