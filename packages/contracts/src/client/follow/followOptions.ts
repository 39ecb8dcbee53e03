import { checkFields, InvalidInputError } from '@phasegate/pricing/units';
import type { KnownAddresses } from '../../deployment/deploymentAddresses.ts';
import type { Checkpoint } from './checkpoint.ts';
import { EMITTER_NAMES, type EmitterName } from './phasegateEvent.ts';

/** Where to start and how to follow. Give either `fromBlock` or `checkpoint`. */
export interface FollowOptions {
  /** The first block to read; the deployment's is a good choice. */
  readonly fromBlock?: number | undefined;
  /** A stored checkpoint to go on from. */
  readonly checkpoint?: Checkpoint | undefined;
  /** Blocks including an event's own before it is given, at least 1; default 1. */
  readonly confirmations?: number | undefined;
  /** Which contracts; default all that the deployment has. It must not change between the runs of one checkpoint. */
  readonly contracts?: readonly EmitterName[] | undefined;
  /** Blocks asked for at once, at most; default 2,000. It shrinks by itself when the node refuses, and recovers. */
  readonly maxBlockRange?: number | undefined;
  /** How many blocks back a reorganisation can be undone; default 64. */
  readonly reorganisationDepth?: number | undefined;
  /** Ends following at the next pause. */
  readonly signal?: AbortSignal | undefined;
}

const FIELDS = [
  'fromBlock',
  'checkpoint',
  'confirmations',
  'contracts',
  'maxBlockRange',
  'reorganisationDepth',
  'signal',
] as const satisfies readonly (keyof FollowOptions)[];

/** The options with their defaults. */
export interface FollowTerms {
  readonly confirmations: number;
  readonly maxBlockRange: number;
  readonly reorganisationDepth: number;
  readonly contracts: readonly EmitterName[];
}

/** @throws {InvalidInputError} on values out of range, and unless exactly one start is given. */
export function checkFollowOptions(options: FollowOptions, addresses: KnownAddresses): FollowTerms {
  checkFields('options', options, FIELDS);
  const emitters = EMITTER_NAMES.filter((name) => addresses[name] !== undefined);
  const { fromBlock, checkpoint, contracts = emitters } = options;
  if ((fromBlock === undefined) === (checkpoint === undefined)) {
    throw new InvalidInputError({
      path: 'fromBlock',
      observed: fromBlock,
      allowed: 'given exactly when `checkpoint` is not',
    });
  }
  if (contracts.length === 0 || !contracts.every((name) => (emitters as readonly string[]).includes(name))) {
    throw new InvalidInputError({
      path: 'contracts',
      observed: contracts,
      allowed: `some of ${emitters.join(', ')}`,
    });
  }
  if (fromBlock !== undefined) wholeNumber('fromBlock', fromBlock, 0);
  return {
    contracts,
    confirmations: wholeNumber('confirmations', options.confirmations ?? 1, 1),
    maxBlockRange: wholeNumber('maxBlockRange', options.maxBlockRange ?? 2_000, 1),
    reorganisationDepth: wholeNumber('reorganisationDepth', options.reorganisationDepth ?? 64, 1),
  };
}

function wholeNumber(path: string, value: unknown, minimum: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= minimum) return value;
  throw new InvalidInputError({ path, observed: value, allowed: `a whole number from ${minimum}` });
}
