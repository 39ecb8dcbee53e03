import { type AccessCell, AccessDeniedError, type ParticipantClass } from '@phasegate/pricing/refusals';
import {
  checkBoolean,
  checkObject,
  checkOneOf,
  checkUnixSeconds,
  type UnixSeconds,
  type Word,
} from '@phasegate/pricing/units';
import { isAllowed } from './accessMatrix.ts';

/**
 * The check in front of every action: OPEN needs the matrix and no pause; CLOSE passes phase, class and pause.
 *
 * @throws {AccessDeniedError} an OPEN that the matrix forbids or a pause holds up; the error says which.
 * @throws {InvalidInputError} a coordinate or the word is malformed, or `paused` is not a boolean.
 * @example requireAccess({ matrix: defaultAccessMatrix, phase: 2, participantClass: 'retail', product: 'forward', action: 'open', paused: false })
 */
export function requireAccess(input: AccessCell & { readonly matrix: Word; readonly paused: boolean }): void {
  checkObject('input', input);
  const { phase, participantClass, product, action, paused } = input;
  checkBoolean('paused', paused);
  const allowed = isAllowed(input);
  if (action === 'close') return;
  const cell: AccessCell = { phase, participantClass, product, action };
  if (!allowed) throw new AccessDeniedError({ cell, paused: false });
  if (paused) throw new AccessDeniedError({ cell, paused: true });
}

/**
 * The class a registered participant acts in at `now`: an institution whose whitelist entry has run out is `lapsed`.
 * At the second `whitelistExpiry` it is lapsed already, the second before it is not (half open, as every deadline).
 *
 * @param input.whitelistExpiry unix seconds; read for institutions only
 * @param input.now unix seconds
 * @throws {InvalidInputError} a time is not a non-negative safe integer, or the class is unknown.
 * @example participantClassAt({ registered: 'institution', whitelistExpiry: 1_000, now: 1_000 }) // 'lapsed'
 */
export function participantClassAt(input: {
  readonly registered: Exclude<ParticipantClass, 'lapsed'>;
  readonly whitelistExpiry: UnixSeconds;
  readonly now: UnixSeconds;
}): ParticipantClass {
  checkObject('input', input);
  checkOneOf('registered', input.registered, ['retail', 'institution', 'broker']);
  checkUnixSeconds('whitelistExpiry', input.whitelistExpiry);
  checkUnixSeconds('now', input.now);
  return input.registered === 'institution' && input.now >= input.whitelistExpiry
    ? 'lapsed'
    : input.registered;
}
