import { parseArgs } from 'node:util';
import { InvalidInputError } from '@phasegate/pricing/units';

export interface Options {
  readonly json: boolean;
  readonly help: boolean;
}

export const HELP = `Usage: pnpm example:clearing [options]

Five firms trade twelve series of one book through the clearing house; the book settles at its market's price and everybody
leaves. Prints who paid whom, and why.

  --json          print it as one JSON object, amounts in wei
  --help          this text

Exit code: 0, or 2 when the command line can't be used.`;

/** @throws {InvalidInputError} on an unknown option. */
export function parseOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      // pnpm passes a separating `--` on.
      args: args.filter((arg) => arg !== '--'),
      options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    });
    return { json: values.json, help: values.help };
  } catch (error) {
    throw new InvalidInputError({
      path: 'the command line',
      observed: (error as Error).message,
      allowed: 'what --help lists',
    });
  }
}
