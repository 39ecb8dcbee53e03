import { execFile } from 'node:child_process';

/** What became of a command. `missing`: there is no such command. */
export interface Outcome {
  readonly code: number | 'missing';
  readonly stdout: string;
  /** Both streams, for complaints. */
  readonly output: string;
}

/** Runs a command to its end. */
export function run(command: string, args: readonly string[], cwd: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(command, args, { cwd, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const isMissing = (error as { code?: unknown } | null)?.code === 'ENOENT';
      resolve({ code: isMissing ? 'missing' : (child.exitCode ?? 1), stdout, output: stdout + stderr });
    });
  });
}
