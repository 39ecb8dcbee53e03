import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** TypeScript out of a document, to be compiled as its reader would. */
export interface Program {
  /** How complaints name it. */
  readonly title: string;
  readonly code: string;
}

/** What `tsc --init` gives, and every import checked to the end. */
const OPTIONS = {
  target: 'es2024',
  lib: ['es2024', 'dom'],
  module: 'esnext',
  moduleResolution: 'bundler',
  // The sources themselves, so that nothing has to be built before.
  customConditions: ['@phasegate/source'],
  allowImportingTsExtensions: true,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
};

/**
 * Compiles programs by the rules that a new project has, each on its own, inside a package: imports find what its users find,
 * itself included.
 *
 * @param input.folder the package's.
 * @param input.declared names that the text around the code explains: `declare const url: string;`.
 * @returns what the compiler says, one line an error; nothing when it is content. Lines count within a program.
 */
export async function typeErrors(input: {
  readonly folder: URL;
  readonly programs: readonly Program[];
  readonly declared?: string;
}): Promise<readonly string[]> {
  const { programs, declared = '' } = input;
  if (programs.length === 0) return [];
  const folder = await mkdtemp(join(fileURLToPath(input.folder), '.listings-'));
  try {
    const files = programs.map((_, i) => `listing${i}.ts`);
    for (const [i, { code }] of programs.entries()) {
      // One line, so that the compiler's lines are the listing's, and a module even without an import.
      const head = `export {}; ${declared.replaceAll('\n', ' ')}`;
      await writeFile(join(folder, files[i]!), `${head}\n${code}`);
    }
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS, files }));
    return complaints(await compile(folder), programs);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compile(folder: string): Promise<string> {
  const main = createRequire(import.meta.url).resolve('typescript/package.json');
  const args = [join(dirname(main), 'bin', 'tsc'), '-p', folder, '--pretty', 'false'];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  return output;
}

function complaints(output: string, programs: readonly Program[]): readonly string[] {
  return (
    output
      .split('\n')
      // Indented lines go on with the one before.
      .filter((line) => /^\S/.test(line))
      .map((line) =>
        line.replace(
          /^listing(\d+)\.ts\((\d+),(\d+)\)/,
          (_, program: string, row: string, column: string) =>
            `${programs[Number(program)]!.title}, line ${Number(row) - 1}, column ${column}`,
        ),
      )
  );
}
