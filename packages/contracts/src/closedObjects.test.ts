import { JsonRpcProvider, Wallet } from 'ethers';
import { expect, test } from 'vitest';
import * as contracts from './index.ts';
import { createLocalChain } from './localChain/localChain.ts';

// Nothing may be asked of a node, so there is none.
const runner = new JsonRpcProvider('http://127.0.0.1:1', 1, { staticNetwork: true });
const signer = new Wallet(`0x${'11'.repeat(32)}`, runner);
const pat = contracts.contractHandle({ abi: contracts.abis.PAT, address: `0x${'22'.repeat(20)}`, runner });
const url = 'http://127.0.0.1:1';
const address = `0x${'33'.repeat(20)}`;
const deployment = {
  chainId: 1,
  pat: address,
  phaseGate: address,
  marketplace: address,
  marketplaceImplementation: address,
};

test.each<[path: string, call: (typo: object) => Promise<unknown>]>([
  ['options', (typo) => contracts.deployPhasegate({ signer: signer, ...typo })],
  ['options', (typo) => contracts.openEndpoint({ url, ...typo })],
  ['retry', (typo) => contracts.openEndpoint({ url, retry: { attempts: 1, ...typo } })],
  ['options', (typo) => contracts.connectPhasegate({ url, deployment, ...typo })],
  ['options', (typo) => pat.write('transfer', [address, 1n], typo)],
  ['options', (typo) => createLocalChain({ accounts: 10, ...typo })],
  [
    'parameters',
    (typo) =>
      contracts.deployProduction({ signer: signer, parameters: { company: address, ...typo } as never }),
  ],
])('error: InvalidInputError for a field that %s does not have', async (path, call) => {
  await expect(call({ typo: 1 })).rejects.toMatchObject({
    name: 'InvalidInputError',
    path: `${path}.typo`,
    observed: 1,
  });
});
