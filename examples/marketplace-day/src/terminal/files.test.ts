import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidInputError } from '@phasegate/pricing';
import { expect, test } from 'vitest';
import { makeFolder, readFile } from './files.ts';

const folder = mkdtempSync(join(tmpdir(), 'phasegate-files-'));
const file = join(folder, 'file');
writeFileSync(file, 'content');

test('default: a file is read, a folder is made', () => {
  expect(Buffer.from(readFile(file)).toString()).toBe('content');
  makeFolder(join(folder, 'new', 'deep'));
  expect(existsSync(join(folder, 'new', 'deep'))).toBe(true);
});

test('error: InvalidInputError where there is nothing to read', () => {
  expect(() => readFile(join(folder, 'absent'))).toThrow(InvalidInputError);
  expect(() => readFile(join(folder, 'absent'))).toThrow('no such file');
  expect(() => readFile(folder)).toThrow('a folder');
});

test('error: InvalidInputError where no folder can be', () => {
  expect(() => makeFolder(file)).toThrow(InvalidInputError);
  expect(() => makeFolder(join(file, 'below'))).toThrow('through something that is a file');
});
