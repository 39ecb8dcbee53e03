import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from './bindings.ts';

/** Warnings about sources that are not ours, which every build repeats. */
const FOREIGN = /^Warning: [^]*-->[^\n]*node_modules/;

/**
 * Compiles sources with Hardhat, each by itself.
 *
 * @param sources paths below `contracts`.
 * @throws {Error} with the compiler's words when it refuses.
 */
export async function hardhatBuild(sources: readonly string[]): Promise<void> {
  const main = createRequire(import.meta.url).resolve('hardhat/package.json');
  const cli = join(dirname(main), 'dist', 'src', 'cli.js');
  const paths = sources.map((source) => join('contracts', source));
  const child = spawn(
    process.execPath,
    [cli, '--build-profile', 'production', 'build', '--no-tests', '--quiet', ...paths],
    { cwd: root },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  const said = output
    .split(/\n\n+(?=\S)/)
    .filter((paragraph) => !FOREIGN.test(paragraph.trim()))
    .join('\n\n')
    .trim();
  if (code !== 0) throw new Error(`The Solidity sources don't compile.\n${said}`);
  if (said !== '') process.stderr.write(`${said}\n`);
}
