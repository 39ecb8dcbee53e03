import { checkObject, InvalidInputError } from '@phasegate/pricing/units';
import type { ExposureEvent } from './exposureEvents.ts';
import type { ExposureTree } from './exposureTree.ts';

/** Plays one logged event. The log holds accepted trades only, so a refusal means that log and tree do not match. */
export function playEvent(tree: ExposureTree, event: ExposureEvent): void {
  checkObject('event', event);
  switch (event.kind) {
    case 'registerParticipant':
      return tree.registerParticipant(event);
    case 'registerSegment':
      return tree.registerSegment(event);
    case 'removeSegment':
      return tree.removeSegment(event);
    case 'reserve':
      if (!tree.reserve(event).accepted) {
        throw new InvalidInputError({
          path: 'event',
          observed: `reservation ${event.id} refused`,
          allowed: 'a log that was written by a tree of the same configuration',
        });
      }
      return undefined;
    case 'commit':
      return tree.commit(event);
    case 'release':
      return tree.release(event);
    case 'releaseExpired':
      tree.releaseExpired(event);
      return undefined;
    case 'settle':
      return tree.settle(event);
    case 'age':
      return tree.age(event);
    case 'setReduceOnly':
      return tree.setReduceOnly(event);
    case 'announceLimit':
      tree.announceLimit(event);
      return undefined;
    case 'activateLimits':
      tree.activateLimits(event);
      return undefined;
    default:
      throw new InvalidInputError({
        path: 'event.kind',
        observed: (event as { kind: unknown }).kind,
        allowed: 'the kind of an exposure event',
      });
  }
}
