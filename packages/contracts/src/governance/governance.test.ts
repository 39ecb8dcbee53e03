import { InvalidInputError } from '@phasegate/pricing/units';
import { Interface, id, ZeroHash } from 'ethers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployProduction } from '../deploy/deployProduction.ts';
import type { ProductionDeployment } from '../deployment/productionDeployment.ts';
import { createLocalChain, type LocalChain } from '../localChain/localChain.ts';
import { ownerAct } from './ownerAct.ts';
import { proposal } from './proposal.ts';

const target = '0x0000000000000000000000000000000000000001';
const calls = [{ to: target, data: new Interface(['function f()']).encodeFunctionData('f') }];
let chain: LocalChain;
let production: ProductionDeployment;

beforeAll(async () => {
  chain = await createLocalChain();
  const [deployer, company, guardian, registrar, auditor] = chain.signers.map(({ address }) => address) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const patAllocation = [{ to: deployer, amount: 10n ** 26n }];
  const parameters = { company, guardian, registrar, auditor, brokerWallet: deployer, patAllocation };
  production = await deployProduction({ signer: chain.signers[0], parameters });
});
afterAll(() => chain.close());

test('default: an act has the number that the timelock gives it', async () => {
  for (const salt of [ZeroHash, id('again')]) {
    const act = ownerAct({ calls: [...calls, ...calls], delay: 604_800, salt });
    expect(await production.contracts.ownerTimelock.read('hashOperationBatch', act.execute)).toBe(act.id);
  }
});

test('default: a proposal has the number that the governor gives it, and names its proposer', async () => {
  const ours = proposal({ calls, description: 'Open phase 4', proposer: target });
  expect(await production.contracts.governor.read('hashProposal', ours.settle)).toBe(ours.id);
  expect(ours.description).toBe(`Open phase 4 #proposer=${target}`);
});

test('error: InvalidInputError without calls or proposer', () => {
  expect(() => ownerAct({ calls: [], delay: 1 })).toThrow(InvalidInputError);
  expect(() => proposal({ calls: [], description: 'x', proposer: target })).toThrow(InvalidInputError);
  for (const proposer of ['', '0x1', `${target}0`]) {
    expect(() => proposal({ calls, description: 'x', proposer })).toThrow(InvalidInputError);
  }
});
