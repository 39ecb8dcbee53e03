import { execFile } from 'node:child_process';
import { join } from 'node:path';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'phasegate.ts');

/** What a run of the command line came to. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `pnpm phasegate` in a folder of its own process, with the key of whoever acts. */
export function runPhasegate(
  folder: string,
  key: string | undefined,
  args: readonly string[],
): Promise<Ended> {
  const { PHASEGATE_PRIVATE_KEY: _, ...environment } = process.env;
  const env = {
    ...environment,
    INIT_CWD: folder,
    ...(key === undefined ? {} : { PHASEGATE_PRIVATE_KEY: key }),
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}
