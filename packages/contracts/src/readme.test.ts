import { readFileSync } from 'node:fs';
import * as pricing from '@phasegate/pricing';
import * as units from '@phasegate/pricing/units';
import { joinedListings, markdownListings, runListing, typeErrors } from '@phasegate/testing';
import * as ethers from 'ethers';
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
    code: joinedListings(markdownListings(readme)),
    modules: {
      '@phasegate/contracts': contracts,
      '@phasegate/contracts/local-chain': localChain,
      '@phasegate/pricing': pricing,
      '@phasegate/pricing/units': units,
      ethers,
    },
    scope: {
      url: node.url,
      deployment: node.deployment,
      fromBlock: node.deployment.fromBlock,
      consumerKey: DEVELOPMENT_KEYS[2]!,
    },
  });
  expect(results).toHaveLength(21);
  expect(results.map(({ actual }) => actual)).toEqual(results.map(({ shown }) => shown));
});

test('default: the listings compile in a new project', async () => {
  const code = joinedListings(markdownListings(readme));
  const declared = 'declare const url: string, consumerKey: string, fromBlock: number, deployment: object;';
  const programs = [{ title: 'README', code }];
  expect(await typeErrors({ folder: new URL('..', import.meta.url), programs, declared })).toEqual([]);
});
