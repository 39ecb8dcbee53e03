import { checkObject, checkText, type UnixSeconds, type Wad } from '@phasegate/pricing/units';
import { orderedUnits, type StreamingForward, streamingForward } from '../../instrument/streamingForward.ts';
import { checkBefore } from '../deal/deadline.ts';
import { startClock } from '../deal/dealClock.ts';
import { openingFees } from '../deal/openingFees.ts';
import { type Step, transfersOf } from '../deal/transfer.ts';
import { checkHash } from '../delivery/deliveredUnit.ts';
import type { StreamState } from './streamState.ts';

/**
 * Makes a streaming forward: the buyer funds the whole channel (`ordered units * price`) and pays fee and time premium
 * to the broker, the provider posts its bond.
 *
 * @param input.id number of the stream, 0x and 64 lower-case hex digits; headers of its units carry it
 * @param input.provider whose serials it uses, as its headers name it
 * @param input.at unix seconds of the trade; must lie before `start` (at that second it is too late)
 * @throws {InvalidInputError} a malformed term or time. @throws {DeadlinePassedError} at or after `start`.
 * @example openStreamingForward({ id, provider: 'sensors', terms, at: 1_700_000_000 }).state.channel // 302_400n * 10n ** 18n for 30 PAT a minute, one week
 */
export function openStreamingForward(input: {
  readonly id: string;
  readonly provider: string;
  readonly terms: StreamingForward;
  readonly at: UnixSeconds;
}): Step<StreamState> {
  checkObject('input', input);
  const { id, provider } = input;
  checkHash('id', id);
  checkText('provider', provider);
  const terms = streamingForward(input.terms);
  const clock = startClock(input.at);
  checkBefore(clock, 'opening', terms.start);
  const channel = (orderedUnits(terms) * terms.pricePerUnit) as Wad;
  return {
    state: {
      id,
      provider,
      terms,
      status: 'streaming',
      clock,
      vouched: 0n,
      posted: 0n,
      excused: 0n,
      pending: [],
      nextPosting: 0,
      nextSerial: 0n,
      closing: null,
      drawn: 0n as Wad,
      channel,
      stakes: 0n as Wad,
      providerBond: terms.providerBond,
    },
    transfers: transfersOf(
      ['buyer', 'escrow', channel],
      ['provider', 'escrow', terms.providerBond],
      ['buyer', 'broker', openingFees({ ...terms, notional: channel })],
    ),
  };
}
