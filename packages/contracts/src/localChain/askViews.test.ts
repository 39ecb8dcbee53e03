import { abis, decodeRevert, deployPhasegate, refusalOf } from '@phasegate/contracts';
import { createLocalChain } from '@phasegate/contracts/local-chain';
import { Interface, toQuantity } from 'ethers';
import { expect, test } from 'vitest';

const chain = await createLocalChain();
const { contracts } = await deployPhasegate({ signer: chain.signers[0] });
const pat = new Interface(abis.PAT);
const balanceOf = (account: bigint): { to: string; data: string } => ({
  to: contracts.pat.address,
  data: pat.encodeFunctionData('balanceOf', [toQuantity(account + 2n ** 159n)]),
});

test('default: answers are those of single calls, in order, over more views than a batch holds', async () => {
  const owner = {
    to: contracts.pat.address,
    data: pat.encodeFunctionData('balanceOf', [chain.signers[0].address]),
  };
  const views = [
    ...Array.from({ length: 700 }, (_, i) => balanceOf(BigInt(i))),
    { to: contracts.pat.address, data: pat.encodeFunctionData('name') },
    owner,
    { to: contracts.pat.address, data: pat.encodeFunctionData('totalSupply') },
  ];
  const answers = await chain.askViews(views);
  const single = [];
  for (const view of views) single.push(await chain.request('eth_call', [view, 'latest']));
  expect(answers).toEqual(single);
  expect(BigInt(answers.at(-2)!)).toBeGreaterThan(0n);
});

test('default: no views, no answers', async () => {
  expect(await chain.askViews([])).toEqual([]);
});

test('error: a view that reverts rejects with its own reason', async () => {
  const { marketplace } = contracts;
  const unknown = { to: marketplace.address, data: marketplace.encode('askOf', [7n]) };
  const refused = (cause: unknown): string | undefined => refusalOf(decodeRevert(cause))?.reason;
  expect(await chain.request('eth_call', [unknown, 'latest']).catch(refused)).toBe(
    'DataMarketplace_SegmentUnknown',
  );
  expect(await chain.askViews([balanceOf(1n), unknown]).catch(refused)).toBe(
    'DataMarketplace_SegmentUnknown',
  );
});
