/** The operators' command line: `pnpm phasegate <verb>`. See `--help`. */
import { UsageError } from './cli/errors.ts';
import { HELP } from './cli/help.ts';
import { readOptions } from './cli/options.ts';
import { runVerb } from './cli/runVerb.ts';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  process.stdout.write(options.help ? HELP : await runVerb(options));
}

await main().catch((cause: unknown) => {
  const failure = cause instanceof Error ? cause : new Error(String(cause));
  process.stderr.write(`${failure.name}: ${failure.message}\n`);
  process.exitCode = failure instanceof UsageError ? 2 : 1;
});
