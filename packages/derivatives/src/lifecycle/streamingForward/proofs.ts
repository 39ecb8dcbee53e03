import { BPS, checkDuration, InvalidInputError, mulDivDown, type Wad } from '@phasegate/pricing/units';
import { checkParty } from '../deal/dealEvent.ts';
import { type Step, transfersOf } from '../deal/transfer.ts';
import { checkHeader, type UnitHeader } from '../delivery/unitHeader.ts';
import { ForeignHeaderError, HeaderKeepsTermsError, NotDoubleSaleError } from './errors.ts';
import { findPosting } from './postings.ts';
import type { Posting, StreamEvent, StreamState } from './streamState.ts';

type EventOf<Type extends StreamEvent['type']> = Extract<StreamEvent, { type: Type }>;

/**
 * Voids a posting by the header of one of its units that breaks the terms: another market, too little confidence, or too little
 * life left when it was posted. The provider pays as much as a dispute stakes, as far as its bond goes; a stake returns.
 */
export function refute(state: StreamState, event: EventOf<'refute'>): Step<StreamState> {
  checkParty(event.by, 'buyer');
  const { header, windowSeconds } = event;
  checkHeader('event.header', header);
  checkDuration('event.windowSeconds', windowSeconds);
  const posting = findPosting(state, event.posting);
  checkOfPosting(state, posting, header);
  const { terms } = state;
  const life = header.issuedAt + windowSeconds - posting.madeAt;
  const keeps =
    header.market === terms.market &&
    header.confidenceBps >= terms.minimumConfidenceBps &&
    life >= terms.minimumRemainingLife;
  if (keeps) throw new HeaderKeepsTermsError(header.serial);
  const stake = posting.disputedAt === null ? 0n : terms.disputeBond;
  const penalty = state.providerBond < terms.disputeBond ? state.providerBond : terms.disputeBond;
  return {
    state: {
      ...state,
      pending: state.pending.filter((each) => each !== posting),
      stakes: (state.stakes - stake) as Wad,
      providerBond: (state.providerBond - penalty) as Wad,
    },
    transfers: transfersOf(['escrow', 'buyer', stake + penalty]),
  };
}

/**
 * Ends the stream of a provider that sold one unit twice: two of its headers have one content under two serials, and one of them is
 * this stream's. What is left of the channel, the stakes and the bond go to the buyer, but for `floor(bond * proverBps / 10000)` to
 * who showed it. Nothing more is drawn, whatever is vouched for.
 */
export function proveDoubleSale(state: StreamState, event: EventOf<'proveDoubleSale'>): Step<StreamState> {
  const { by, headers } = event;
  if (by !== 'prover') checkParty(by, by === 'provider' ? 'provider' : 'buyer');
  if (!Array.isArray(headers) || headers.length !== 2)
    throw new InvalidInputError({ path: 'event.headers', observed: headers, allowed: 'two headers' });
  const [one, other] = headers;
  checkHeader('event.headers[0]', one);
  checkHeader('event.headers[1]', other);
  for (const { provider, serial } of headers)
    if (provider !== state.provider) throw new ForeignHeaderError(serial);
  if (one.stream !== state.id && other.stream !== state.id) throw new ForeignHeaderError(one.serial);
  if (one.contentHash !== other.contentHash || one.serial === other.serial)
    throw new NotDoubleSaleError(one.serial, other.serial);
  const { channel, stakes, providerBond } = state;
  const share = mulDivDown(providerBond, BigInt(state.terms.proverBps), BigInt(BPS));
  const nothing = 0n as Wad;
  return {
    state: {
      ...state,
      status: 'providerDefault',
      pending: [],
      closing: null,
      channel: nothing,
      stakes: nothing,
      providerBond: nothing,
    },
    transfers: transfersOf(
      ['escrow', by, share],
      ['escrow', 'buyer', channel + stakes + providerBond - share],
    ),
  };
}

function checkOfPosting(state: StreamState, posting: Posting, header: UnitHeader): void {
  const { firstSerial, units } = posting;
  const isOurs = header.provider === state.provider && header.stream === state.id;
  if (!isOurs || header.serial < firstSerial || header.serial >= firstSerial + units)
    throw new ForeignHeaderError(header.serial);
}
