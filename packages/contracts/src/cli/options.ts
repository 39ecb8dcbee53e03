import { parseArgs } from 'node:util';
import { UsageError } from './errors.ts';

export const VERBS = [
  'deploy',
  'status',
  'powers',
  'advance',
  'pause',
  'resume',
  'role',
  'margin',
  'wallet',
  'market',
  'curve',
  'reference',
  'readiness',
  'settlement',
  'clearing',
  'vault',
  'admit',
  'wrap',
  'ballot',
  'propose',
  'vote',
  'queue',
  'execute',
] as const;
export type Verb = (typeof VERBS)[number];

const TEXT_NAMES = [
  'url',
  'deployment',
  'parameters',
  'out',
  'from',
  'safe',
  'csv',
  'report',
  'signature',
  'digest',
  'count',
  'market',
  'product',
  'days',
  'until',
  'by',
  'role',
  'account',
  'bps',
  'band',
  'terms',
  'curve',
  'ask',
  'expiry',
  'do',
  'price',
  'signers',
  'call',
  'args',
  'description',
  'proposer',
  'proposal',
  'support',
  'amount',
  'against',
  'kind',
  'strike',
  'cap',
  'floor',
  'bound',
  'spread',
  'limit',
  'matcher',
  'phase',
  'class',
  'series',
  'lots',
  'base',
  'full',
] as const;
export type TextName = (typeof TEXT_NAMES)[number];

const FLAG_NAMES = ['local', 'revoke', 'dry-run', 'json', 'help'] as const;

export interface Options {
  readonly verb: Verb;
  readonly texts: Readonly<Partial<Record<TextName, string>>>;
  readonly local: boolean;
  readonly revoke: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

/** @throws {UsageError} */
export function readOptions(argv: readonly string[]): Options {
  // pnpm hands its own `--` on.
  const args = argv.filter((word, i) => word !== '--' || i !== 0);
  const { values, positionals } = parse(args);
  const [verb] = positionals;
  const isFlagged = (name: (typeof FLAG_NAMES)[number]): boolean => values[name] === true;
  const isVerb = positionals.length === 1 && (VERBS as readonly string[]).includes(verb!);
  if (!isVerb && !isFlagged('help')) {
    const given = positionals.length === 0 ? 'missing' : `'${positionals.join(' ')}'`;
    throw new UsageError(`the verb is ${given}; one of ${VERBS.join(', ')}. See --help`);
  }
  return {
    verb: verb as Verb,
    texts: Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'string')),
    local: isFlagged('local'),
    revoke: isFlagged('revoke'),
    dryRun: isFlagged('dry-run'),
    json: isFlagged('json'),
    help: isFlagged('help'),
  };
}

function parse(args: string[]): { readonly values: Record<string, unknown>; readonly positionals: string[] } {
  const texts = TEXT_NAMES.map((name) => [name, { type: 'string' }] as const);
  const flags = FLAG_NAMES.map((name) => [name, { type: 'boolean' }] as const);
  const options = Object.fromEntries<{ type: 'string' | 'boolean' }>([...texts, ...flags]);
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    return { values, positionals };
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message}. See --help`);
  }
}

/** A text that a verb can't do without. @throws {UsageError} */
export function need(options: Options, name: TextName): string {
  const value = options.texts[name];
  if (value === undefined) throw new UsageError(`${options.verb} needs --${name}. See --help`);
  return value;
}

/** A whole number of decimal digits. @throws {UsageError} */
export function needWhole(options: Options, name: TextName): bigint {
  const value = need(options, name);
  if (!/^\d+$/.test(value)) throw new UsageError(`--${name} is '${value}'; a whole number is needed`);
  return BigInt(value);
}
