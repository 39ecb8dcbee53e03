import { FormulaParserMissingError } from './errors.ts';
import { type MathjsParse, mathjsParser } from './mathjsTree.ts';

let parser: MathjsParse | undefined;

/**
 * mathjs' parser, loaded when a text first needs it, so that whoever never sees a text doesn't load it. Synchronously, which
 * only Node can.
 *
 * @throws {FormulaParserMissingError} outside Node, and in a Node without `process.getBuiltinModule` (before 20.16).
 */
export function requiredParser(text: string): MathjsParse {
  if (parser !== undefined) return parser;
  const node = globalThis.process?.getBuiltinModule?.('node:module');
  if (node === undefined) throw new FormulaParserMissingError(text);
  parser = mathjsParser(node.createRequire(import.meta.url)('mathjs/number'));
  return parser;
}
