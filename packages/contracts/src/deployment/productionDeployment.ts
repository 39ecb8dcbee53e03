import type { abis } from '../contract/abis.ts';
import type { ContractHandle } from '../contract/contractHandle.ts';
import type { DeploymentAddresses, PhasegateContracts } from './deployment.ts';
import type { DeploymentParameters } from './deploymentParameters.ts';
import type { GovernanceParameters } from './productionParameters.ts';

/** Where a production deployment lives: plain JSON, also accepted by `connectPhasegate`. */
export interface ProductionAddresses extends DeploymentAddresses {
  readonly ownerTimelock: string;
  readonly votePat: string;
  readonly governor: string;
  readonly governorTimelock: string;
  readonly readinessMeter: string;
  readonly settlementOracle: string;
  readonly clearingHouse: string;
  readonly underwritingVault: string;
  readonly streamingForward: string;
  readonly quoteDesk: string;
}

/** The contracts of a production deployment, typed. */
export interface ProductionContracts extends PhasegateContracts {
  readonly ownerTimelock: ContractHandle<typeof abis.OwnerTimelock>;
  readonly votePat: ContractHandle<typeof abis.VotePAT>;
  readonly governor: ContractHandle<typeof abis.PhaseGovernor>;
  /** Made by the governor; it has the functions of the owner's. */
  readonly governorTimelock: ContractHandle<typeof abis.OwnerTimelock>;
  readonly readinessMeter: ContractHandle<typeof abis.ReadinessMeter>;
  readonly settlementOracle: ContractHandle<typeof abis.SettlementOracle>;
  readonly clearingHouse: ContractHandle<typeof abis.ClearingHouse>;
  readonly underwritingVault: ContractHandle<typeof abis.UnderwritingVault>;
  readonly streamingForward: ContractHandle<typeof abis.StreamingForward>;
  readonly quoteDesk: ContractHandle<typeof abis.QuoteDesk>;
}

export interface ProductionDeployment {
  readonly addresses: ProductionAddresses;
  readonly contracts: ProductionContracts;
  readonly parameters: Required<DeploymentParameters>;
  readonly governance: Required<GovernanceParameters>;
  readonly fromBlock: number;
}
