import { readFileSync } from 'node:fs';
import * as pricing from '@phasegate/pricing';
import * as units from '@phasegate/pricing/units';
import { joinedListings, markdownListings, runListing, typeErrors } from '@phasegate/testing';
import * as ethers from 'ethers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClearingNode, startClearingNode } from './client/clearing/clearingNode.test.support.ts';
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
let clearingNode: ClearingNode;
let seriesId: bigint;
beforeAll(async () => {
  node = await startLocalNode();
  await listSegments(node, 3);
  clearingNode = await startClearingNode();
  seriesId = await clearingNode.listCall();
}, 120_000);
afterAll(async () => {
  await node.close();
  await clearingNode.close();
});

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
      options: {
        url: clearingNode.url,
        deployment: clearingNode.addresses,
        makerKey: DEVELOPMENT_KEYS[1]!,
        takerKey: DEVELOPMENT_KEYS[2]!,
        seriesId,
      },
    },
  });
  expect(results).toHaveLength(29);
  expect(results.map(({ actual }) => actual)).toEqual(results.map(({ shown }) => shown));
});

test('default: the listings compile in a new project', async () => {
  const code = joinedListings(markdownListings(readme));
  const declared =
    'declare const url: string, consumerKey: string, fromBlock: number, deployment: object;' +
    'declare const options: { url: string; deployment: object; makerKey: string; takerKey: string; seriesId: bigint };';
  const programs = [{ title: 'README', code }];
  expect(await typeErrors({ folder: new URL('..', import.meta.url), programs, declared })).toEqual([]);
});
