/** `pnpm mutants`: what the stateful suites alone notice of faults put into the contracts on purpose. */
import { judge } from './mutants/judge.ts';
import { mutantTable } from './mutants/mutantTable.ts';
import { HELP, readOptions } from './mutants/options.ts';

try {
  const { help, json, chosen } = readOptions(process.argv.slice(2));
  if (help) process.stdout.write(HELP);
  else {
    const verdicts = await judge(chosen, (line) => process.stderr.write(`${line}\n`));
    process.stdout.write(json ? `${JSON.stringify(verdicts, undefined, 2)}\n` : mutantTable(verdicts));
    if (verdicts.some(({ killedBy }) => killedBy === undefined)) process.exitCode = 1;
  }
} catch (cause) {
  process.stderr.write(`${(cause as Error).message}\n`);
  process.exitCode = 1;
}
