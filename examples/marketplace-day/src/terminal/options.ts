import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InvalidInputError } from '@phasegate/pricing';

export interface Options {
  readonly feed: string | undefined;
  readonly sessions: number;
  readonly seed: number;
  readonly out: string;
  readonly json: boolean;
  readonly tamper: boolean;
  readonly timings: boolean;
  readonly help: boolean;
}

export const HELP = `Usage: pnpm demo [options]

Turns a feed of browsing sessions into PURCHASE_INTENT segments, prices, lists and sells them on an
in-process chain over a year, and reconciles every value with a spot market that never looks at the chain.

  --feed FILE     CSV with the columns of the Online Shoppers Purchasing Intention data;
                  without it a feed is generated from the seed
  --sessions N    length of a generated feed, 1 to 100000 (default 1500)
  --seed N        whole number that fixes arrival times, consumers and keys (default 1)
  --out DIR       where report.html and summary.json go (default out/demo)
  --json          print the summary as one JSON object on stdout, everything else on stderr
  --tamper        falsify one wei of the expectation: the run must then fail
  --timings       say on stderr where the time went
  --help          this text

Exit code: 0 when nothing differs, 1 on any mismatch, 2 when the input can't be used.`;

/** @throws InvalidInputError on an unknown option or a value out of range. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = readArgs(args);
  return {
    feed: values.feed === undefined ? undefined : fromShell(values.feed),
    sessions: wholeNumber('--sessions', values.sessions, 1, 100_000),
    seed: wholeNumber('--seed', values.seed, 0, 2 ** 31 - 1),
    out: fromShell(values.out),
    json: values.json,
    tamper: values.tamper,
    timings: values.timings,
    help: values.help,
  };
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({
      // pnpm passes a separating `--` on.
      args: args.filter((arg) => arg !== '--'),
      options: {
        feed: { type: 'string' },
        sessions: { type: 'string', default: '1500' },
        seed: { type: 'string', default: '1' },
        out: { type: 'string', default: 'out/demo' },
        json: { type: 'boolean', default: false },
        tamper: { type: 'boolean', default: false },
        timings: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new InvalidInputError({
      path: 'the command line',
      observed: (error as Error).message,
      allowed: 'what --help lists',
    });
  }
}

/** Paths are those of the shell from which pnpm was called. */
function fromShell(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? '.', path);
}

function wholeNumber(path: string, text: string, min: number, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) {
    throw new InvalidInputError({ path, observed: text, allowed: `a whole number from ${min} to ${max}` });
  }
  return value;
}
