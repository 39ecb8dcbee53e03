/** The operators' command line: `pnpm phasegate <verb>`. See `--help`. */
import { UsageError } from './cli/errors.ts';
import { HELP } from './cli/help.ts';
import { readOptions } from './cli/options.ts';
import { makeBindingsCurrent } from './compile/makeBindingsCurrent.ts';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  // Not before: help is read at once, a verb runs on bindings that are current.
  await makeBindingsCurrent();
  const { runVerb } = await import('./cli/runVerb.ts');
  process.stdout.write(await runVerb(options));
}

await main().catch((cause: unknown) => {
  const failure = cause instanceof Error ? cause : new Error(String(cause));
  process.stderr.write(`${failure.name}: ${failure.message}\n`);
  process.exitCode = failure instanceof UsageError ? 2 : 1;
});
