import { parseArgs } from 'node:util';
import { UsageError } from './errors.ts';

export const VERBS = [
  'deploy',
  'status',
  'powers',
  'advance',
  'readiness',
  'admit',
  'wrap',
  'ballot',
  'propose',
  'vote',
  'queue',
  'execute',
] as const;
export type Verb = (typeof VERBS)[number];

const TEXTS = {
  url: { type: 'string' },
  deployment: { type: 'string' },
  parameters: { type: 'string' },
  out: { type: 'string' },
  csv: { type: 'string' },
  report: { type: 'string' },
  signature: { type: 'string' },
  digest: { type: 'string' },
  count: { type: 'string' },
  market: { type: 'string' },
  call: { type: 'string' },
  args: { type: 'string' },
  description: { type: 'string' },
  proposer: { type: 'string' },
  proposal: { type: 'string' },
  support: { type: 'string' },
  amount: { type: 'string' },
} as const;
export type TextName = keyof typeof TEXTS;

export interface Options {
  readonly verb: Verb;
  readonly texts: Readonly<Partial<Record<TextName, string>>>;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

/** @throws {UsageError} */
export function readOptions(argv: readonly string[]): Options {
  // pnpm hands its own `--` on.
  const args = argv.filter((word, i) => word !== '--' || i !== 0);
  const { values, positionals } = parse(args);
  const { 'dry-run': dryRun = false, json = false, help = false, ...texts } = values;
  const [verb = 'status'] = positionals;
  if (!help && (positionals.length !== 1 || !(VERBS as readonly string[]).includes(verb))) {
    throw new UsageError(`the verb is '${positionals.join(' ')}'; one of ${VERBS.join(', ')}. See --help`);
  }
  return { verb: verb as Verb, texts, dryRun, json, help };
}

function parse(args: string[]) {
  try {
    const flags = {
      'dry-run': { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    } as const;
    return parseArgs({ args, allowPositionals: true, options: { ...TEXTS, ...flags } });
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
