import { readFileSync } from 'node:fs';
import { markdownListings, runListing } from '@phasegate/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  DEVELOPMENT_KEYS,
  type LocalNode,
  listSegments,
  startLocalNode,
} from './client/localNode.test.support.ts';
import * as contracts from './index.ts';
import * as localChain from './localChain/localChain.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

let node: LocalNode;
beforeAll(async () => {
  node = await startLocalNode();
  await listSegments(node, 3);
});
afterAll(() => node.close());

test('default: the listings of the README, one after another, give what they say', async () => {
  const results = await runListing({
    code: markdownListings(readme)
      .map(({ code }) => code)
      .join('\n'),
    modules: { '@phasegate/contracts': contracts, '@phasegate/contracts/local-chain': localChain },
    scope: {
      url: node.url,
      deployment: node.deployment,
      fromBlock: node.deployment.fromBlock,
      consumerKey: DEVELOPMENT_KEYS[2]!,
    },
  });
  expect(results).toHaveLength(18);
  expect(results.map(({ actual }) => actual)).toEqual(results.map(({ shown }) => shown));
});
