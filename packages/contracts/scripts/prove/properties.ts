import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../compile/bindings.ts';
import { functionsOf, runsLoops } from './loops.ts';
import type { SolidityCompiler, SyntaxNode } from './solidityCompiler.ts';

/** One external function of a contract of proofs: it assumes by `require` and claims by `assert`. */
export interface Property {
  /** `Contract.function`. */
  readonly name: string;
  /** Its `@notice`: the claim in words. */
  readonly claim: string;
  /** Its `@custom:unproven`: why the solver can't decide it. Absent where it is expected to be proven. */
  readonly unproven?: string;
  /** Whether it runs a loop, its own or one of the code that it calls. */
  readonly loops: boolean;
  /** Path of the source, below the package. */
  readonly path: string;
  /** The source with this property alone. */
  readonly source: string;
  /** The function's own text. */
  readonly body: string;
}

/**
 * Every property of a folder, by file and in the order of the sources.
 *
 * @param folder below the package.
 * @throws {Error} when a source doesn't compile, or a property says nothing about itself.
 */
export async function readProperties(
  folder: string,
  compiler: SolidityCompiler,
): Promise<readonly Property[]> {
  const files = readdirSync(join(root, folder)).filter((file) => file.endsWith('.sol'));
  const found: Property[] = [];
  for (const file of files.sort()) found.push(...(await propertiesOf(`${folder}/${file}`, compiler)));
  return found;
}

async function propertiesOf(path: string, compiler: SolidityCompiler): Promise<readonly Property[]> {
  const text = readFileSync(join(root, path), 'utf8');
  const settings = { outputSelection: { '*': { '': ['ast'] } } };
  const { sources = {} } = await compiler.compile({ path, content: text, settings });
  const trees = Object.values(sources).flatMap(({ ast }) => ast ?? []);
  const known = functionsOf(trees);
  const contract = sources[path]?.ast?.nodes?.find(({ nodeType }) => nodeType === 'ContractDefinition');
  const functions = (contract?.nodes ?? []).filter(
    ({ nodeType, visibility }) => nodeType === 'FunctionDefinition' && visibility === 'external',
  );
  return functions.map((node) => {
    const others = functions.filter((other) => other !== node).map(span);
    const [start, end] = span(node);
    const { notice, unproven } = tags(node.documentation?.text ?? '');
    const name = `${contract?.name}.${node.name}`;
    if (notice === undefined) throw new Error(`${name} has no @notice that says what it claims`);
    return {
      name,
      claim: notice,
      ...(unproven === undefined ? {} : { unproven }),
      loops: runsLoops(node, known),
      path,
      source: withoutSpans(text, others),
      body: text.slice(start, end),
    };
  });
}

/** From and to in the source, which is plain ASCII, so that bytes are characters. */
function span({ src }: SyntaxNode): readonly [start: number, end: number] {
  const [start, length] = src.split(':').map(Number) as [number, number];
  return [start, start + length];
}

function withoutSpans(text: string, spans: readonly (readonly [number, number])[]): string {
  let left = text;
  // Spaces in their place keep every position as it is in the file. Comments stay and say nothing to a compiler.
  for (const [start, end] of spans) {
    left = left.slice(0, start) + left.slice(start, end).replace(/\S/g, ' ') + left.slice(end);
  }
  return left;
}

function tags(documentation: string): { readonly notice?: string; readonly unproven?: string } {
  const found: Record<string, string> = {};
  for (const part of documentation.split(/(?=@(?:notice|custom:unproven)\b)/)) {
    const [, tag, text] = /^@(?:custom:)?(\w+)\s+([\s\S]*)$/.exec(part) ?? [];
    if (tag !== undefined) found[tag] = text!.replace(/\s+/g, ' ').trim();
  }
  return found;
}
