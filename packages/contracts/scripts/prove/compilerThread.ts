/** The compiler in a thread of its own: it asks its solver in the middle of a call and has to stand still meanwhile. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { root } from '../compile/bindings.ts';

type Answer = { readonly contents: string } | { readonly error: string };

const solc = createRequire(import.meta.url)('solc') as {
  compile(
    input: string,
    callbacks: { import(path: string): Answer; smtSolver(query: string): Answer },
  ): string;
};
const { answers, answered } = workerData as { answers: MessagePort; answered: SharedArrayBuffer };
const signal = new Int32Array(answered);

function smtSolver(query: string): Answer {
  parentPort!.postMessage({ query });
  Atomics.wait(signal, 0, 0);
  Atomics.store(signal, 0, 0);
  return { contents: (receiveMessageOnPort(answers) as { message: string }).message };
}

parentPort!.on('message', (input: string) => {
  const output = solc.compile(input, {
    import: (path) => ({ contents: readFileSync(join(root, path), 'utf8') }),
    smtSolver,
  });
  parentPort!.postMessage({ output });
});
