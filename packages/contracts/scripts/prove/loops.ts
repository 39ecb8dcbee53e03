import type { SyntaxNode } from './solidityCompiler.ts';

const LOOPS: ReadonlySet<string> = new Set(['ForStatement', 'WhileStatement', 'DoWhileStatement']);

/** The functions of some sources, by number, as the compiler's syntax trees refer to them. */
export type Functions = ReadonlyMap<number, SyntaxNode>;

export function functionsOf(trees: readonly SyntaxNode[]): Functions {
  const found = new Map<number, SyntaxNode>();
  for (const node of trees.flatMap(within)) {
    if (node.nodeType === 'FunctionDefinition' || node.nodeType === 'ModifierDefinition') {
      found.set(node.id, node);
    }
  }
  return found;
}

/** Whether a function has a loop, or anything that it calls, directly or not. */
export function runsLoops(root: SyntaxNode, functions: Functions): boolean {
  const open = [root];
  const seen = new Set<SyntaxNode>();
  for (let definition = open.pop(); definition !== undefined; definition = open.pop()) {
    if (seen.has(definition)) continue;
    seen.add(definition);
    for (const { nodeType, referencedDeclaration } of within(definition)) {
      if (LOOPS.has(nodeType)) return true;
      const called = referencedDeclaration === undefined ? undefined : functions.get(referencedDeclaration);
      if (called !== undefined) open.push(called);
    }
  }
  return false;
}

/** A node and all below it. */
function within(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const open: unknown[] = [node];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if ('nodeType' in value) found.push(value as SyntaxNode);
    open.push(...Object.values(value).filter((inner) => inner !== undefined));
  }
  return found;
}
