import type { Signer } from 'ethers';
import { abis } from '../abis.ts';
import { type ContractHandle, contractHandle } from '../contract/contractHandle.ts';
import {
  ownerTimelockBytecode,
  phaseGovernorBytecode,
  readinessMeterBytecode,
  votePATBytecode,
} from '../generated/bytecodes.ts';
import { checkChain } from './checkChain.ts';
import { deployContract } from './deployContract.ts';
import type { DeploymentParameters } from './deploymentParameters.ts';
import { type DeploymentAddresses, deploySpot, type PhasegateContracts } from './deployPhasegate.ts';
import {
  type GovernanceParameters,
  type ProductionParameters,
  productionParameters,
} from './productionParameters.ts';
import { verifyProduction } from './verifyProduction.ts';

/** Where a production deployment lives: plain JSON, also accepted by `connectPhasegate`. */
export interface ProductionAddresses extends DeploymentAddresses {
  readonly ownerTimelock: string;
  readonly votePat: string;
  readonly governor: string;
  readonly governorTimelock: string;
  readonly readinessMeter: string;
}

/** The contracts of a production deployment, typed. */
export interface ProductionContracts extends PhasegateContracts {
  readonly ownerTimelock: ContractHandle<typeof abis.OwnerTimelock>;
  readonly votePat: ContractHandle<typeof abis.VotePAT>;
  readonly governor: ContractHandle<typeof abis.PhaseGovernor>;
  /** OpenZeppelin's timelock, read with the ABI of ours. */
  readonly governorTimelock: ContractHandle<typeof abis.OwnerTimelock>;
  readonly readinessMeter: ContractHandle<typeof abis.ReadinessMeter>;
}

export interface ProductionDeployment {
  readonly addresses: ProductionAddresses;
  readonly contracts: ProductionContracts;
  readonly parameters: Required<DeploymentParameters>;
  readonly governance: Required<GovernanceParameters>;
  readonly fromBlock: number;
}

/**
 * Deploys for production: the owner's timelock owns PAT, the gate and the marketplace from their constructors on, the
 * governor's own timelock is the gate's governance, the meter is connected; the deployer keeps nothing. The result is
 * read back and compared. What comes next (roles, markets, minting) are acts of the owner, each after its delay.
 *
 * @throws InvalidInputError on bad parameters, before anything is sent. @throws RevertError when a constructor refuses.
 * @throws DeploymentMismatchError when the chain does not hold what was deployed.
 */
export async function deployProduction(options: {
  signer: Signer;
  parameters: ProductionParameters;
}): Promise<ProductionDeployment> {
  const { signer } = options;
  const { governance, spot } = productionParameters(options.parameters);
  await checkChain(signer);
  const ownerTimelock = await deployContract(signer, abis.OwnerTimelock, ownerTimelockBytecode, [
    governance.ownerDelay,
    [governance.company],
  ]);
  let votePat: ProductionContracts['votePat'] | undefined;
  let governor: ProductionContracts['governor'] | undefined;
  const deployed = await deploySpot({
    signer,
    parameters: { ...spot, owner: ownerTimelock.address },
    governanceOf: async (pat) => {
      votePat = await deployContract(signer, abis.VotePAT, votePATBytecode, [pat]);
      const { votingDelay, votingPeriod, proposalThreshold, quorumBps, governorDelay } = governance;
      governor = await deployContract(signer, abis.PhaseGovernor, phaseGovernorBytecode, [
        votePat.address,
        { votingDelay, votingPeriod, proposalThreshold, quorumBps, timelockDelay: governorDelay },
      ]);
      return governor.read('timelock', []);
    },
  });
  const readinessMeter = await deployContract(signer, abis.ReadinessMeter, readinessMeterBytecode, [
    deployed.addresses.marketplace,
  ]);
  await (await deployed.contracts.phaseGate.write('connectMeter', [readinessMeter.address])).wait();
  const governorTimelock = contractHandle({
    abi: abis.OwnerTimelock,
    address: deployed.parameters.governance,
    runner: signer,
  });
  const deployment: ProductionDeployment = {
    ...deployed,
    addresses: {
      ...deployed.addresses,
      ownerTimelock: ownerTimelock.address,
      votePat: votePat!.address,
      governor: governor!.address,
      governorTimelock: governorTimelock.address,
      readinessMeter: readinessMeter.address,
    },
    contracts: {
      ...deployed.contracts,
      ownerTimelock,
      votePat: votePat!,
      governor: governor!,
      governorTimelock,
      readinessMeter,
    },
    governance,
  };
  await verifyProduction(deployment, await signer.getAddress());
  return deployment;
}
