export { abis } from './abis.ts';
export {
  type Arguments,
  type ContractHandle,
  contractHandle,
  type Returns,
  type SendOptions,
} from './contract/contractHandle.ts';
export { decodeRevert, decodeRevertData, RevertError } from './contract/revert.ts';
export {
  type Deployment,
  type DeploymentAddresses,
  type DeploymentParameters,
  deployMarketplaceImplementation,
  deployPhasegate,
  type PhasegateContracts,
} from './deploy/deployPhasegate.ts';
export { DeploymentMismatchError, verifyDeployment } from './deploy/verifyDeployment.ts';
