import { type DistributionShare } from '@phasegate/market';
import { type Wad } from '@phasegate/pricing/units';
import { ZeroAddress } from 'ethers';
import { OWNER } from '../actions.ts';
import { addressOf, contentHash, SHARES, treeOf } from '../choices.ts';
import { step } from '../run.ts';
import { type Performers } from './performers.ts';

/** Beyond what any sequence lists. */
const CONTENT_NOBODY_LISTS = 1_000_000;

/** What leaves the marketplace. */
export const earnings: Performers<'withdraw' | 'withdrawTo' | 'claim' | 'recoverSurplus'> = {
  async withdraw(run, { kind, actor }) {
    await step(run, {
      kind,
      from: actor,
      name: 'withdrawEarnings',
      args: [],
      event: { type: 'withdrawEarnings', owner: run.world.actors.at(actor)! },
      returns: ({ amount }) => amount,
    });
  },

  async withdrawTo(run, { kind, actor, account: choice, to: receiver }) {
    const owner = run.world.actors.at(actor)!;
    const account = choice === 'own' ? (run.spotMarket.accountOf.get(owner.toLowerCase()) ?? 0) : choice;
    const to = addressOf(run, receiver);
    await step(run, {
      kind,
      from: actor,
      name: 'withdrawEarnings',
      args: [account, to],
      event: { type: 'withdrawEarnings', owner, account, to },
      returns: ({ amount }) => amount,
    });
  },

  async claim(run, { kind, recent, leaf: choice, flaw }) {
    const known = [...run.trees];
    const [content, tree] = known.at(-1 - (recent % Math.max(known.length, 1))) ?? [
      contentHash(CONTENT_NOBODY_LISTS),
      undefined,
    ];
    const leaf = choice % 3;
    const value = tree?.at(leaf) ?? treeOf(run, content, SHARES.partition).at(leaf)!;
    const share: DistributionShare = {
      leaf,
      provider: flaw === 'noProvider' ? ZeroAddress : value[4],
      from: (flaw === 'empty' ? value[6] : value[5]) as Wad,
      to: (flaw === 'beyondOne' ? 10n ** 18n + 1n : value[6]) as Wad,
    };
    const hash =
      flaw === 'unknownContent'
        ? contentHash(CONTENT_NOBODY_LISTS)
        : flaw === 'anySegment'
          ? (run.spotMarket.segments.at(-1 - recent)?.contentHash ?? content)
          : content;
    const proof = tree?.getProof(flaw === 'otherLeaf' ? (leaf + 1) % 3 : leaf) ?? [];
    const mine = hash === content && flaw !== 'otherLeaf';
    // The rules take proofs for granted: where this one is wrong, only the chain refuses for that.
    const unproven = !mine && run.trees.has(hash);
    await step(run, {
      kind,
      from: OWNER,
      name: 'claimDistribution',
      args: [hash, share, proof],
      context: { share: { leaf, from: share.from, to: share.to } },
      ...(unproven
        ? { refusal: { reason: 'DataMarketplace_InvalidProof', facts: { contentHash: hash, leaf } } }
        : {}),
      event: { type: 'claimDistribution', contentHash: hash, share },
      returns: ({ amount }) => amount,
    });
  },

  async recoverSurplus(run, { kind, to: receiver }) {
    const to = addressOf(run, receiver);
    await step(run, {
      kind,
      from: OWNER,
      name: 'recoverSurplus',
      args: [run.world.pat.address, to],
      event: { type: 'recoverSurplus', to },
      returns: ({ amount }) => amount,
    });
  },
};
