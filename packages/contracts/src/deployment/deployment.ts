import type { abis } from '../contract/abis.ts';
import type { ContractHandle } from '../contract/contractHandle.ts';
import type { DeploymentParameters } from './deploymentParameters.ts';

/** Where a deployment lives: what `connectPhasegate` needs, and plain JSON. */
export interface DeploymentAddresses {
  readonly chainId: number;
  readonly pat: string;
  readonly phaseGate: string;
  readonly marketplace: string;
  readonly marketplaceImplementation: string;
}

/** The contracts of a deployment, typed. */
export interface PhasegateContracts {
  readonly pat: ContractHandle<typeof abis.PAT>;
  readonly phaseGate: ContractHandle<typeof abis.PhaseGate>;
  readonly marketplace: ContractHandle<typeof abis.DataMarketplace>;
}

export interface Deployment {
  readonly addresses: DeploymentAddresses;
  readonly contracts: PhasegateContracts;
  readonly parameters: Required<DeploymentParameters>;
  /** No event of the deployment is in an earlier block: where to follow from. */
  readonly fromBlock: number;
}
