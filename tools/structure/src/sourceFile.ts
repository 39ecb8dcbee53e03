import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** A source file and what it imports or re-exports from, types included. */
export interface SourceFile {
  /** Path below the folder that was read. */
  readonly path: string;
  /** Files of the same folder that was read. */
  readonly files: readonly string[];
  /** Everything else: packages and Node's own modules. */
  readonly packages: readonly string[];
}

const FROM = /^(?:import|export)\b(?:[^;'"]*?\bfrom)? '([^']+)'|\bimport\('([^']+)'\)/gm;
/** Tests import what they like; what they share is no part of the structure either. */
const OUTSIDE = /\.(test|testing|support|generated)\.|\.d\.ts$|(^|\/)generated\//;

/** The imports of one text, files resolved from its place. */
export function sourceFile(path: string, text: string): SourceFile {
  const specifiers = [...text.matchAll(FROM)].map(([, still, later]) => still ?? later!);
  const isRelative = (specifier: string): boolean => specifier.startsWith('.');
  return {
    path,
    files: specifiers
      .filter(isRelative)
      .map((specifier) => posix.join(posix.dirname(path), specifier))
      .filter((file) => !OUTSIDE.test(file)),
    packages: specifiers.filter((specifier) => !isRelative(specifier)),
  };
}

/** The sources of a folder, tests and what serves them left out, in order of path. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return globSync('**/*.ts', { cwd: folder })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !OUTSIDE.test(path))
    .sort()
    .map((path) => sourceFile(path, readFileSync(`${folder}/${path}`, 'utf8')));
}
