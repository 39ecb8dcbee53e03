import { InvalidInputError } from '@phasegate/pricing/units';
import { UsageError } from './errors.ts';
import { HELP } from './help.ts';
import { readOptions } from './options.ts';

/**
 * The operators' command line. Writes to the standard streams and sets the exit code: 0 done or answered, 1 refused or
 * failed, 2 wrong usage.
 *
 * @param prepare runs before a verb, never before help, which is read at once.
 */
export async function main(
  argv: readonly string[],
  prepare: () => Promise<void> = async () => {},
): Promise<void> {
  try {
    const options = readOptions(argv);
    if (options.help) {
      process.stdout.write(HELP);
      return;
    }
    await prepare();
    const { runVerb } = await import('./runVerb.ts');
    const { output, isRefused } = await runVerb(options);
    process.stdout.write(output);
    if (isRefused) process.exitCode = 1;
  } catch (cause) {
    const failure = cause instanceof Error ? cause : new Error(String(cause));
    process.stderr.write(`${failure.name}: ${failure.message}\n`);
    const isUsage = failure instanceof UsageError || failure instanceof InvalidInputError;
    process.exitCode = isUsage ? 2 : 1;
  }
}
