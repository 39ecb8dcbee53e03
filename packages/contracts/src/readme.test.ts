import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  DEVELOPMENT_KEYS,
  type LocalNode,
  listSegments,
  startLocalNode,
} from './client/localNode.test.support.ts';
import * as contracts from './index.ts';
import * as localChain from './localChain/localChain.ts';

let node: LocalNode;
beforeAll(async () => {
  node = await startLocalNode();
  await listSegments(node, 3);
});
afterAll(() => node.close());

/** The snippets as one program: imports become look-ups, `value; // => text` becomes a check of the value's text. */
async function readmeProgram(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '../README.md'), 'utf8');
  const snippets = [...text.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1]!);
  const checked = snippets
    .join('\n')
    .replaceAll(/^(.*); \/\/ => (.*)$/gm, (_, value: string, shown: string) => {
      return `check(${JSON.stringify(shown)}, ${value});`;
    });
  return stripTypeScriptTypes(checked, { mode: 'strip' }).replaceAll(
    /^import (\{.*\}) from ('.*');$/gm,
    'const $1 = modules[$2];',
  );
}

test('default: the snippets of the README run and give what they say', async () => {
  const results: [shown: string, actual: string][] = [];
  const scope = {
    modules: { '@phasegate/contracts': contracts, '@phasegate/contracts/local-chain': localChain },
    check: (shown: string, actual: unknown) => results.push([shown, inspect(actual)]),
    url: node.url,
    deployment: node.deployment,
    fromBlock: node.deployment.fromBlock,
    consumerKey: DEVELOPMENT_KEYS[2]!,
  };
  const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
  const program = new AsyncFunction(...Object.keys(scope), await readmeProgram()) as (
    ...values: unknown[]
  ) => Promise<void>;
  await program(...Object.values(scope));
  expect(results.length).toBe(16);
  for (const [shown, actual] of results) expect(actual).toBe(shown);
});
