import { MessageChannel, Worker } from 'node:worker_threads';
import { solidityCompiler } from '../../solidity.config.ts';

/** What the compiler says about a place in a source. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly formattedMessage: string;
  readonly sourceLocation?: { readonly file: string; readonly start: number; readonly end: number };
}

/** The nodes of a syntax tree that are read here. */
export interface SyntaxNode {
  readonly nodeType: string;
  readonly id: number;
  /** `start:length:file`, in bytes. */
  readonly src: string;
  readonly name?: string;
  readonly nodes?: readonly SyntaxNode[];
  readonly documentation?: { readonly text: string };
  readonly visibility?: string;
  /** What a name refers to, by its node's number. */
  readonly referencedDeclaration?: number;
}

export interface CompilerOutput {
  readonly errors?: readonly Diagnostic[];
  readonly sources?: Readonly<Record<string, { readonly ast?: SyntaxNode }>>;
}

/** A source that imports others by path, what the compiler is to do with it, and who answers its model checker. */
export interface CompilerInput {
  /** Below the package. */
  readonly path: string;
  readonly content: string;
  /** Besides the EVM version. */
  readonly settings: object;
  /** Answers a query in SMT-LIB. Without it the compiler has none. */
  readonly answer?: (query: string) => Promise<string>;
}

/** The compiler that makes the contracts' code, running in a thread. It takes one source at a time. */
export interface SolidityCompiler {
  /** @throws {Error} with the compiler's words when it refuses, or whatever `answer` throws. */
  compile(input: CompilerInput): Promise<CompilerOutput>;
}

/** Starts the compiler. Its thread ends with the process. */
export function startCompiler(): SolidityCompiler {
  const { port1: toThread, port2: answers } = new MessageChannel();
  const answered = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const thread = new Worker(new URL('./compilerThread.ts', import.meta.url), {
    workerData: { answers, answered },
    transferList: [answers],
  });
  const reply = (answer: string): void => {
    toThread.postMessage(answer);
    Atomics.store(new Int32Array(answered), 0, 1);
    Atomics.notify(new Int32Array(answered), 0);
  };
  return {
    async compile({ path, content, settings, answer }) {
      const done = new Promise<string>((resolve, reject) => {
        const listen = ({ query, output }: { query?: string; output?: string }): void => {
          if (query !== undefined) {
            (answer ?? (async () => 'unknown'))(query).then(reply, reject);
            return;
          }
          thread.off('message', listen).off('error', reject);
          resolve(output!);
        };
        thread.on('message', listen).on('error', reject);
      });
      const evmVersion = solidityCompiler.settings.evmVersion;
      const sources = { [path]: { content } };
      thread.postMessage(
        JSON.stringify({ language: 'Solidity', sources, settings: { evmVersion, ...settings } }),
      );
      const parsed = JSON.parse(await done) as CompilerOutput;
      const refused = parsed.errors?.find(({ severity }) => severity === 'error');
      if (refused !== undefined) throw new Error(refused.formattedMessage);
      return parsed;
    },
  };
}
