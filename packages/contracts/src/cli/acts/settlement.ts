import { UsageError } from '../errors.ts';
import { need, needWhole, type Options } from '../options.ts';
import type { Session } from '../session.ts';
import { instant, parseAddress, parseInstant, parsePat, pat } from '../words.ts';
import type { Act, Plan } from './act.ts';
import { ownerPlan } from './owner.ts';

const RUNGS = ['not settled', 'the window', 'an extended window', 'the fixings', 'the fallback'];

/** Where a settlement stands, or one step of it. */
export async function settlementPlan(session: Session, options: Options): Promise<Plan> {
  const { settlementOracle: oracle } = session.contracts;
  const step = options.texts.do;
  const act = (title: string, effect: string, data: string): Plan => {
    const single: Act = { title, effect, to: oracle.address, data };
    return { acts: [single] };
  };
  if (step === 'announce') return announcePlan(session, options);
  if (step === 'apply')
    return act('apply', 'the announced signers are in force', oracle.encode('applySigners', []));
  const market = needWhole(options, 'market');
  if (step === 'cap') {
    return act('measure', `open interest that market ${market} bears`, oracle.encode('refreshCap', [market]));
  }
  const expiry = BigInt(parseInstant('expiry', need(options, 'expiry')));
  const what = `market ${market} at ${instant(expiry)}`;
  switch (step) {
    case undefined:
      return { answer: await standing(session, market, expiry) };
    case 'open':
      return act('open', `series of ${what} can be listed`, oracle.encode('open', [market, expiry]));
    case 'refresh':
      return act(
        'refresh',
        `the fallback of ${what} is the index of now`,
        oracle.encode('refreshFallback', [market, expiry]),
      );
    case 'settle':
      return act('settle', `${what} settles`, oracle.encode('settle', [market, expiry]));
    case 'fix': {
      const price = parsePat('price', need(options, 'price'));
      return act('fix', `${what} at ${pat(price)}`, oracle.encode('submitFixing', [market, expiry, price]));
    }
    default:
      throw new UsageError(`--do is '${step}'; open, refresh, fix, settle, cap, announce or apply is needed`);
  }
}

async function standing(
  { contracts }: Session,
  market: bigint,
  expiry: bigint,
): Promise<Record<string, unknown>> {
  const { settlementOracle: oracle } = contracts;
  const found = await oracle.read('settlement', [market, expiry]);
  const cap = await oracle.read('openInterestCap', [market]);
  const isOpen = found.fallbackHour !== 0;
  const signers = await oracle.read('signersOf', [BigInt(found.signerSet)]);
  return {
    windowStart: instant(await oracle.read('windowStart', [market, expiry])),
    opened: isOpen,
    fallback: isOpen ? pat(found.fallbackPrice) : 'none',
    fixings: `${found.fixings} of ${signers.length} signers`,
    price: found.rung === 0 ? 'not settled' : pat(found.price),
    by: RUNGS[found.rung]!,
    openInterestCapLots: cap,
  };
}

async function announcePlan(session: Session, options: Options): Promise<Plan> {
  const { settlementOracle: oracle } = session.contracts;
  const given = need(options, 'signers');
  const names = given === 'none' ? [] : given.split(',');
  const signers = names
    .map((name) => parseAddress('signers', name.trim()))
    .sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
  const effect = `signers of fixings will be ${signers.length === 0 ? 'nobody' : signers.join(', ')}`;
  return ownerPlan(session, {
    effect,
    calls: [{ to: oracle.address, data: oracle.encode('announceSigners', [signers]) }],
  });
}
