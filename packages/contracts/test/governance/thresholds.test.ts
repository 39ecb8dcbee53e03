import { defaultThresholds, deployPhasegate } from '@phasegate/contracts';
import { createLocalChain } from '@phasegate/contracts/local-chain';
import { defaultReadinessThresholds } from '@phasegate/risk';
import { expect, test } from 'vitest';

test("default: what is deployed by default is risk's table, and lies within the bounds of Solidity", async () => {
  const chain = await createLocalChain();
  // The constructor refuses what lies outside.
  const { contracts } = await deployPhasegate({ signer: chain.signers[0] });
  const onChain = await contracts.phaseGate.read('thresholds', []);
  expect(onChain).toEqual(defaultThresholds);
  expect(defaultReadinessThresholds).toMatchObject(onChain);
  await chain.close();
});
