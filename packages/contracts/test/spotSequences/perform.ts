import {
  addCurve,
  addMarket,
  approvePat,
  type BatchResult,
  type Bps,
  buySegment,
  buySegments,
  claimDistribution,
  type DistributionShare,
  type Fill,
  type MarketTerms,
  recoverSurplus,
  refreshIndexStanding,
  registerSegments,
  repriceSegment,
  setBrokerMargin,
  setBrokerWallet,
  setPaused,
  setPurchaseConsent,
  setReferenceAsk,
  transferPat,
  UNLIMITED,
  type Wad,
  withdrawEarnings,
} from '@phasegate/pricing';
import { ZeroAddress } from 'ethers';
import { ACTORS, type Action, AFFILIATE, type ListedItem, OWNER } from './actions.ts';
import {
  addressOf,
  askIn,
  askNow,
  contentHash,
  firstExpired,
  idOf,
  listingArguments,
  listingOf,
  MARKETS,
  marketNumber,
  maxAskOf,
  onChain,
  SHARES,
  signPermit,
  treeOf,
} from './choices.ts';
import { type Run, step } from './run.ts';

/** Does an action on both sides and insists on the same result or the same refusal. */
export async function act(run: Run, action: Action): Promise<void> {
  await (perform[action.kind] as (run: Run, action: Action) => Promise<void>)(run, action);
}

/** Beyond what any sequence lists. */
const CONTENT_NOBODY_LISTS = 1_000_000;

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
  const { kind, name, args, id, maxAsk } = input;
  const payer = world.actors.at(input.payer)!;
  const recipient = world.actors.at(input.recipient ?? input.payer)!;
  return step<Fill>(run, {
    kind,
    from: input.payer,
    name,
    args,
    context: { expiredId: firstExpired(run, [id]) },
    twin: () => {
      const order = { payer, recipient, id, ...(maxAsk === undefined ? {} : { maxAsk }), now: run.now };
      if (input.permitted === undefined) return buySegment(run.twin, order);
      // Permit and purchase are one transaction: a refused purchase takes the allowance back.
      const trial = structuredClone(run.twin);
      approvePat(trial, payer, input.permitted);
      const fill = buySegment(trial, order);
      run.twin = trial;
      return fill;
    },
    returns: ({ ask }) => ask,
    purchases: (fill) => ({ fills: [fill], skipped: [], totalAsk: fill.ask, recipient }),
  });
}

type Performers = {
  readonly [K in Action['kind']]: (run: Run, action: Extract<Action, { kind: K }>) => Promise<void>;
};

const perform: Performers = {
  async addCurve(run, { kind, steps, flaw }) {
    const knots = [65_535];
    for (const fall of steps) knots.push(Math.max(1, knots.at(-1)! - fall));
    if (flaw === 'start') knots[0] = 65_534;
    if (flaw === 'rise') knots[8] = Math.min(65_535, knots.at(7)! + 1);
    if (flaw === 'end') knots[15] = 0;
    const table = knots.reduceRight((word, knot) => (word << 16n) | BigInt(knot), 0n);
    await step(run, {
      kind,
      from: OWNER,
      name: 'addCurve',
      args: [table],
      twin: () => addCurve(run.twin, table),
      returns: (curve) => curve,
    });
  },

  async addMarket(run, { kind, shape, flaw }) {
    const flawed = {
      none: {},
      window: { windowSeconds: 0 },
      band: { bandBps: 10_000 },
      reference: { referenceAsk: 0n as Wad },
      settlement: { settlementPeriodHours: 24, settlementWindowHours: 24 },
    }[flaw];
    const chosen: MarketTerms = { ...MARKETS.at(shape)!, ...flawed };
    await step(run, {
      kind,
      from: OWNER,
      name: 'addMarket',
      args: [onChain(chosen)],
      context: { terms: onChain(chosen) },
      twin: () => addMarket(run.twin, chosen, run.now),
      returns: (market) => market,
    });
  },

  async list(run, { kind, batch, items }) {
    const listings = items.map((item) => listingOf(run, item));
    const args = listings.map(({ listing }) => listingArguments(listing));
    const listed = await step(run, {
      kind: batch ? 'listBatch' : kind,
      from: OWNER,
      name: batch ? 'registerSegments' : 'registerSegment',
      args: batch ? [args] : args,
      twin: () =>
        registerSegments(
          run.twin,
          listings.map(({ listing }) => listing),
          run.now,
        ),
      returns: (firstId) => firstId,
    });
    if (!listed) return;
    for (const { listing, tree } of listings)
      if (tree !== undefined) run.trees.set(listing.contentHash, tree);
  },

  async listTooMany(run, { kind }) {
    const item: ListedItem = {
      content: 0,
      provider: 0,
      ask: 'reference',
      age: 'now',
      market: 0,
      confidence: 'low',
      capacity: 1,
      curve: 0,
    };
    const listings = Array.from({ length: 101 }, () => listingOf(run, item).listing);
    await step(run, {
      kind,
      from: OWNER,
      name: 'registerSegments',
      args: [listings.map(listingArguments)],
      twin: () => registerSegments(run.twin, listings, run.now),
    });
  },

  async reprice(run, { kind, id: choice, ask, marginBps }) {
    const id = idOf(run, choice);
    const market = run.twin.markets[(run.twin.segments[id - 1]?.market ?? 0) - 1];
    const freshAsk = askIn(market?.referenceAsk ?? 10n ** 20n, market?.terms.bandBps ?? 0, ask);
    await step(run, {
      kind,
      from: OWNER,
      name: 'repriceSegment',
      args: [id, freshAsk, marginBps],
      twin: () => repriceSegment(run.twin, { id, freshAsk, marginBps: marginBps as Bps, now: run.now }),
    });
  },

  async moveReference(run, { kind, market: choice, to }) {
    const market = marketNumber(run, choice);
    const entry = run.twin.markets[market - 1];
    const newDay = entry !== undefined && run.now >= entry.anchorAt + 86_400;
    const anchor = (newDay ? entry.referenceAsk : entry?.anchorAsk) ?? 10n ** 20n;
    const referenceAsk = askIn(anchor, entry?.terms.dailyMoveBps ?? 0, to);
    await step(run, {
      kind,
      from: OWNER,
      name: 'setReferenceAsk',
      args: [market, referenceAsk],
      twin: () => setReferenceAsk(run.twin, market, referenceAsk, run.now),
    });
  },

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
        twin: () => approvePat(run.twin, world.actors.at(payer)!, permit.value),
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
    await step<BatchResult>(run, {
      kind: `${kind}:${strict ? 'strict' : 'skipping'}`,
      from: payer,
      name: 'buySegments',
      args: [orders, strict, recipient],
      context: {
        expiredId: firstExpired(
          run,
          orders.map(({ id }) => id),
        ),
      },
      twin: () =>
        buySegments(run.twin, { payer: world.actors.at(payer)!, recipient, orders, strict, now: run.now }),
      returns: ({ totalAsk, fills }) => [totalAsk, fills.length],
      purchases: (result) => ({ ...result, recipient }),
    });
  },

  async consent(run, { kind, recipient, payer, consented }) {
    const address = addressOf(run, payer);
    await step(run, {
      kind,
      from: recipient,
      name: 'setPurchaseConsent',
      args: [address, consented],
      twin: () => setPurchaseConsent(run.twin, run.world.actors.at(recipient)!, address, consented),
    });
  },

  async margin(run, { kind, marginBps }) {
    await step(run, {
      kind,
      from: OWNER,
      name: 'setBrokerMargin',
      args: [marginBps],
      twin: () => setBrokerMargin(run.twin, marginBps as Bps),
    });
  },

  async pause(run, { kind, paused }) {
    const twin = (): void => setPaused(run.twin, paused);
    await step(run, { kind, from: OWNER, name: 'setPaused', args: [paused], twin });
  },

  async wallet(run, { kind, to }) {
    const wallet = addressOf(run, to);
    await step(run, {
      kind,
      from: OWNER,
      name: 'setBrokerWallet',
      args: [wallet],
      twin: () => setBrokerWallet(run.twin, wallet),
    });
  },

  async withdraw(run, { kind, actor }) {
    await step(run, {
      kind,
      from: actor,
      name: 'withdrawEarnings',
      args: [],
      twin: () => withdrawEarnings(run.twin, { owner: run.world.actors.at(actor)! }),
      returns: (amount) => amount,
    });
  },

  async withdrawTo(run, { kind, actor, account: choice, to: receiver }) {
    const owner = run.world.actors.at(actor)!;
    const account = choice === 'own' ? (run.twin.accountOf.get(owner.toLowerCase()) ?? 0) : choice;
    const to = addressOf(run, receiver);
    await step(run, {
      kind,
      from: actor,
      name: 'withdrawEarnings',
      args: [account, to],
      twin: () => withdrawEarnings(run.twin, { owner, account, to }),
      returns: (amount) => amount,
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
          ? (run.twin.segments.at(-1 - recent)?.contentHash ?? content)
          : content;
    const proof = tree?.getProof(flaw === 'otherLeaf' ? (leaf + 1) % 3 : leaf) ?? [];
    const mine = hash === content && flaw !== 'otherLeaf';
    // The twin takes proofs for granted: where this one is wrong, only the chain refuses for that.
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
      twin: () => claimDistribution(run.twin, hash, share),
      returns: (amount) => amount,
    });
  },

  async transfer(run, { kind, from, to, amount: choice }) {
    const { world, twin } = run;
    const held = twin.balances.get(world.actors.at(from)!.toLowerCase()) ?? 0n;
    const amount = typeof choice === 'object' ? BigInt(choice.wei) : choice === 'all' ? held : held + 1n;
    await step(run, {
      kind: to === 'marketplace' ? 'donate' : kind,
      from,
      target: world.pat,
      name: 'transfer',
      args: [addressOf(run, to), amount],
      twin: () => transferPat(twin, world.actors.at(from)!, addressOf(run, to), amount as Wad),
    });
  },

  async approve(run, { kind, owner, amount: choice }) {
    const { world, twin } = run;
    const amount =
      typeof choice === 'object'
        ? BigInt(choice.wei)
        : { zero: 0n, unlimited: UNLIMITED as bigint, ask: askNow(run, twin.segments.length) }[choice];
    await step(run, {
      kind,
      from: owner,
      target: world.pat,
      name: 'approve',
      args: [world.marketplace.address, amount],
      twin: () => approvePat(twin, world.actors.at(owner)!, amount),
    });
  },

  async recoverSurplus(run, { kind, to: receiver }) {
    const to = addressOf(run, receiver);
    await step(run, {
      kind,
      from: OWNER,
      name: 'recoverSurplus',
      args: [run.world.pat.address, to],
      twin: () => recoverSurplus(run.twin, to),
      returns: (amount) => amount,
    });
  },

  async mark(run, { account, as, on }) {
    const mark = run.marks.get(account) ?? { broker: false, affiliate: false };
    const address = run.world.actors.at(account)!;
    const unmarked = as === 'broker' && !on && !mark.broker;
    const marked = await step(run, {
      kind: `mark:${as}`,
      from: OWNER,
      target: run.world.gate,
      name: as === 'broker' ? 'setBroker' : 'setAffiliate',
      args: [address, on],
      ...(unmarked
        ? { refusal: { reason: 'PhaseGate_NotBroker', facts: { account: address, class: 0 } } }
        : {}),
      twin: () => undefined,
    });
    if (marked) run.marks.set(account, { ...mark, [as]: on });
  },

  async refreshIndexStanding(run, { kind, account }) {
    const { broker, affiliate } = run.marks.get(account) ?? { broker: false, affiliate: false };
    const address = run.world.actors.at(account)!;
    await step(run, {
      kind: broker || affiliate ? `${kind}:outside` : `${kind}:inside`,
      from: account,
      name: 'refreshIndexStanding',
      args: [address],
      twin: () => refreshIndexStanding(run.twin, address, !broker && !affiliate),
    });
  },

  async upgrade(run, { kind, to }) {
    const { address, minIndexAsk, minIndexMarginBps } = run.world.implementations.at(to)!;
    await step(run, {
      kind,
      from: OWNER,
      name: 'updateBrokerContract',
      args: [address],
      twin: () => {
        run.twin = { ...run.twin, minIndexAsk, minIndexMarginBps };
      },
    });
  },

  async wait(run, { seconds }) {
    run.now += seconds;
  },

  async waitForHour(run, { edge }) {
    const next = (Math.floor(run.now / 3_600) + 1) * 3_600;
    run.now = Math.max(run.now, next + edge);
  },

  async waitForExpiry(run, { id, edge }) {
    const segment = run.twin.segments[idOf(run, id) - 1];
    if (segment !== undefined) run.now = Math.max(run.now, segment.issuedAt + segment.windowSeconds + edge);
  },

  async waitForNewDay(run, { market, edge }) {
    const entry = run.twin.markets[marketNumber(run, market) - 1];
    if (entry !== undefined) run.now = Math.max(run.now, entry.anchorAt + 86_400 + edge);
  },

  async waitForRing(run, { hours }) {
    run.now += (1_024 + hours) * 3_600;
  },
};
