import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from './errors.ts';

/** Paths are those of the shell from which pnpm was called. */
export const shellPath = (file: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), file);

/** @throws {UsageError} */
export function readText(file: string): Promise<string> {
  return readFile(shellPath(file), 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${file}: ${(cause as Error).message}`);
  });
}

/** A JSON object; wei, which JSON can't hold as numbers, are decimal text in the named fields. @throws {UsageError} */
export async function readJson(file: string, wei: readonly string[] = []): Promise<Record<string, unknown>> {
  const text = await readText(file);
  let value: unknown;
  try {
    value = JSON.parse(text, (name, field: unknown) =>
      wei.includes(name) && typeof field === 'string' && /^\d+$/.test(field) ? BigInt(field) : field,
    );
  } catch (cause) {
    throw new UsageError(`${file}: ${(cause as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${file} must hold a JSON object`);
  }
  return value as Record<string, unknown>;
}

/** Writes a new file; an existing one is not overwritten. @throws {UsageError} */
export async function writeNew(file: string, text: string): Promise<void> {
  await writeFile(shellPath(file), text, { flag: 'wx' }).catch((cause: unknown) => {
    throw new UsageError(`${file} can't be written anew: ${(cause as Error).message}. Name another file`);
  });
}

export const toJson = (value: unknown): string =>
  `${JSON.stringify(value, (_, field: unknown) => (typeof field === 'bigint' ? `${field}` : field), 2)}\n`;
