import { encodeBytes32String } from 'ethers';
import { UsageError } from '../errors.ts';
import { readJson } from '../files.ts';
import { need, needWhole, type Options } from '../options.ts';
import type { Session } from '../session.ts';
import { parseAddress, parsePat, pat } from '../words.ts';
import type { Plan } from './act.ts';
import { ownerPlan } from './owner.ts';

/** The broker's margin, how far the pricer may move it, or both. */
export async function marginPlan(session: Session, options: Options): Promise<Plan> {
  const { marketplace } = session.contracts;
  const { bps, band } = options.texts;
  if (bps === undefined && band === undefined)
    throw new UsageError('margin needs --bps or --band. See --help');
  const to = marketplace.address;
  const margin = bps === undefined ? undefined : Number(needWhole(options, 'bps'));
  const width = band === undefined ? undefined : Number(needWhole(options, 'band'));
  return ownerPlan(session, {
    effect: [
      ...(margin === undefined ? [] : [`broker margin ${margin} bps`]),
      ...(width === undefined ? [] : [`the pricer may move it by ${width} bps`]),
    ].join(', '),
    calls: [
      ...(margin === undefined
        ? []
        : [{ to, data: marketplace.encode('setBrokerMargin', [BigInt(margin)]) }]),
      ...(width === undefined ? [] : [{ to, data: marketplace.encode('setMarginBand', [width]) }]),
    ],
  });
}

/** Where the broker's spread goes. */
export async function walletPlan(session: Session, options: Options): Promise<Plan> {
  const { marketplace } = session.contracts;
  const account = parseAddress('account', need(options, 'account'));
  const data = marketplace.encode('setBrokerWallet', [account]);
  return ownerPlan(session, {
    effect: `the broker's spread goes to ${account}`,
    calls: [{ to: marketplace.address, data }],
  });
}

const NUMBERS = [
  'windowSeconds',
  'confidenceLowBps',
  'confidenceHighBps',
  'bandBps',
  'dailyMoveBps',
  'settlementPeriodHours',
  'settlementWindowHours',
  'settlementOffsetHours',
] as const;

/** Opens a market on terms that stay. */
export async function marketPlan(session: Session, options: Options): Promise<Plan> {
  const { marketplace } = session.contracts;
  const file = need(options, 'terms');
  const terms = await readJson(file);
  const allowed = ['segmentType', 'referenceAskPat', ...NUMBERS];
  const unknown = Object.keys(terms).filter((name) => !allowed.includes(name));
  if (unknown.length > 0)
    throw new UsageError(`${file}: ${unknown.join(', ')} not known; ${allowed.join(', ')} are`);
  for (const name of NUMBERS) {
    if (!Number.isSafeInteger(terms[name])) throw new UsageError(`${file}: ${name} must be a whole number`);
  }
  const { segmentType, referenceAskPat } = terms;
  if (typeof segmentType !== 'string' || !/^[\x20-\x7e]{1,31}$/.test(segmentType)) {
    throw new UsageError(`${file}: segmentType must be 1 to 31 ASCII characters`);
  }
  if (typeof referenceAskPat !== 'string')
    throw new UsageError(`${file}: referenceAskPat must be PAT as text`);
  const referenceAsk = parsePat('terms', referenceAskPat);
  const number = (name: (typeof NUMBERS)[number]): number => terms[name] as number;
  const data = marketplace.encode('addMarket', [
    {
      segmentType: encodeBytes32String(segmentType),
      window: number('windowSeconds'),
      confidenceLowBps: number('confidenceLowBps'),
      confidenceHighBps: number('confidenceHighBps'),
      referenceAsk,
      bandBps: number('bandBps'),
      dailyMoveBps: number('dailyMoveBps'),
      settlementPeriodHours: number('settlementPeriodHours'),
      settlementWindowHours: number('settlementWindowHours'),
      settlementOffsetHours: number('settlementOffsetHours'),
    },
  ]);
  return ownerPlan(session, {
    effect: `market of ${segmentType}, ${number('windowSeconds')} s, ${number('confidenceLowBps')} to ${number('confidenceHighBps')} bps, at ${pat(referenceAsk)}`,
    calls: [{ to: marketplace.address, data }],
  });
}
