import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { InvalidInputError } from '@phasegate/pricing';

/** What the operating system's codes mean to a person. */
const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'a folder',
  ENOTDIR: 'a path through something that is a file',
  EEXIST: 'a file',
  EACCES: 'out of bounds for this user',
  EROFS: 'on a disk that is read-only',
};

/** @throws {InvalidInputError} when there is nothing to read. */
export function readFile(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw unusable('--feed', path, 'a file that can be read', cause);
  }
}

/** Makes a folder that can be written to. @throws {InvalidInputError} */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
  } catch (cause) {
    throw unusable('--out', path, 'a folder that can be written to', cause);
  }
}

function unusable(option: string, path: string, allowed: string, cause: unknown): InvalidInputError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
  return new InvalidInputError({ path: option, observed: `${path} (${CAUSES[code] ?? code})`, allowed });
}
