import { readFile } from 'node:fs/promises';
import { deployPhasegate } from '@phasegate/contracts';
import { createLocalChain } from '@phasegate/contracts/local-chain';
import { id } from 'ethers';
import { expect, test } from 'vitest';
import { LAYOUT_SNAPSHOT, storageLayout } from '../../scripts/layout/storageLayout.ts';

test('I27: the compiled storage layout is the committed snapshot', async () => {
  // On purpose changed: `pnpm --filter @phasegate/contracts layout --update`, then LAYOUT in DataMarketplace.sol.
  expect(await storageLayout()).toBe(await readFile(LAYOUT_SNAPSHOT, 'utf8'));
});

test('I27: the deployed marketplace names the layout by the hash of the snapshot', async () => {
  const chain = await createLocalChain();
  try {
    const { contracts } = await deployPhasegate({ signer: chain.signers[0] });
    const expected = id(await readFile(LAYOUT_SNAPSHOT, 'utf8'));
    expect(await contracts.marketplace.read('layoutHash', [])).toBe(expected);
    expect(await contracts.marketplace.read('predecessorLayoutHash', [])).toBe(expected);
  } finally {
    await chain.close();
  }
});

test('behavior: the words that a purchase touches are one slot each, as the gas bars assume', async () => {
  const { types } = JSON.parse(await storageLayout()) as { types: Record<string, { bytes: number }> };
  for (const word of ['t_struct(Till)_storage', 't_struct(Registry)_storage', 't_struct(Account)_storage']) {
    expect(types[word]!.bytes, word).toBe(32);
  }
  expect(types['t_userDefinedValueType(SegmentWord)']!.bytes).toBe(32);
  expect(types['t_struct(Market)_storage']!.bytes).toBe(96);
});
