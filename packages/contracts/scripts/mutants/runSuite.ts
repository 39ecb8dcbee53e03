import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { MUTANT_VARIABLE } from './mutantLibrary.ts';

/**
 * Runs one suite of a copy with one mutant on.
 *
 * @param mutant its number; 0 for none, which compiles what is not compiled yet.
 * @returns the assertion that failed, or undefined when all passed.
 * @throws {Error} with the runner's words when it did not come to a verdict.
 */
export async function runSuite(folder: string, suite: string, mutant: number): Promise<string | undefined> {
  const cli = join(
    dirname(createRequire(import.meta.url).resolve('hardhat/package.json')),
    'dist',
    'src',
    'cli.js',
  );
  const words = [
    cli,
    'test',
    'solidity',
    ...(mutant === 0 ? [] : ['--no-compile']),
    join('contracts', suite),
  ];
  const child = spawn(process.execPath, words, {
    cwd: folder,
    env: { ...process.env, [MUTANT_VARIABLE]: String(mutant), NO_COLOR: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  const passed = /^\s*(\d+) passing/m.exec(output)?.[1];
  if (code === 0 && Number(passed) > 0) return undefined;
  const failure = /^\s+\d+\) .*\n\s+Error: (.*)$/m.exec(output)?.[1];
  if (failure === undefined) throw new Error(`${suite} with mutant ${mutant} came to no verdict.\n${output}`);
  return failure.trim();
}
