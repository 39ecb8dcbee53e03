import { bigintText, InvalidInputError } from '@phasegate/pricing/units';
import { HELP, parseOptions } from './options.ts';
import { settledBook } from './settledBook.ts';
import { settledBookText } from './text.ts';

const UNUSABLE_INPUT = 2;

try {
  const { help, json } = parseOptions(process.argv.slice(2));
  if (help) process.stdout.write(`${HELP}\n`);
  else if (json) process.stdout.write(`${JSON.stringify(settledBook(), bigintText, 2)}\n`);
  else process.stdout.write(settledBookText(settledBook()));
} catch (error) {
  if (!(error instanceof InvalidInputError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = UNUSABLE_INPUT;
}
