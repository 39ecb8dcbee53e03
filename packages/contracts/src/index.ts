export * from '@phasegate/pricing/refusals';
export {
  type MinedTransaction,
  type SendCall,
  type SentTransaction,
  type WaitOptions,
} from './client/call/sendCall.ts';
export type { ChainKind } from './client/chain/detectChain.ts';
export { type ActTerms, type ClearingBalance } from './client/clearing/accounts.ts';
export { type QuoteStanding } from './client/clearing/checkQuote.ts';
export { type Clearing } from './client/clearing/clearing.ts';
export { ContractNotDeployedError } from './client/clearing/clearingSource.ts';
export { type QuoteFill } from './client/clearing/fillQuote.ts';
export { type Settled } from './client/clearing/settleAndWithdraw.ts';
export { type QuoteTerms, type SignedQuote } from './client/clearing/signQuote.ts';
export { type ConnectOptions, connectPhasegate, type PhasegateClient } from './client/connectPhasegate.ts';
export { type Endpoint, type EndpointOptions, openEndpoint } from './client/endpoint/openEndpoint.ts';
export { type Checkpoint } from './client/follow/checkpoint.ts';
export {
  InconsistentNodeError,
  LogsRefusedError,
  MalformedCheckpointError,
  ReorganisationTooDeepError,
} from './client/follow/errors.ts';
export { type FollowStep } from './client/follow/follow.ts';
export { type FollowOptions } from './client/follow/followOptions.ts';
export {
  type EmitterName,
  type PhasegateEvent,
  type PlainLog,
  type UnknownEvent,
} from './client/follow/phasegateEvent.ts';
export { type ClientSigner } from './client/send/account.ts';
export {
  ConfirmationTimeoutError,
  IdempotencyKeyReusedError,
  MalformedPrivateKeyError,
  MalformedSignerError,
  SignerRequiredError,
  TransactionOutcomeUnknownError,
  TransactionRefusedError,
  TransactionReplacedError,
  TransactionRevertedError,
} from './client/send/errors.ts';
export { type SendJournal, type SendRecord } from './client/send/journal.ts';
export { type Order, type Purchase, type PurchaseTerms } from './client/spot/buy.ts';
export { PermitUnusableError } from './client/spot/permitUnusableError.ts';
export { type Batch, type UnavailableReason } from './client/spot/purchases.ts';
export { type SegmentOffer } from './client/spot/quoteOnChain.ts';
export { type SignedPermit } from './client/spot/signPermit.ts';
export { type Spot } from './client/spot/spot.ts';
export { type RetryPolicy } from './client/transport/backoff.ts';
export { type Clock } from './client/transport/clock.ts';
export {
  HttpRefusedError,
  MalformedUrlError,
  NodeUnreachableError,
  RpcError,
} from './client/transport/errors.ts';
export { abis } from './contract/abis.ts';
export { CallFailedError } from './contract/callFailedError.ts';
export {
  type Arguments,
  type ContractHandle,
  contractHandle,
  type Returns,
  type SendOptions,
  type WrittenTransaction,
} from './contract/contractHandle.ts';
export { type MarketplaceLens, marketplaceLens } from './contract/marketplaceLens.ts';
export type { CustomErrorName, FactsOf, RefusalReason } from './contract/reason.ts';
export { type ContractRefusal, decodeRevert, RevertError, refusalOf } from './contract/revert.ts';
export { roles } from './contract/roles.ts';
export { SignerWithoutProviderError } from './deploy/checkChain.ts';
export { deployOwnerTimelock } from './deploy/deployOwnerTimelock.ts';
export { deployMarketplaceImplementation, deployPhasegate } from './deploy/deployPhasegate.ts';
export { deployProduction } from './deploy/deployProduction.ts';
export { DeploymentMismatchError } from './deployment/deployedItems.ts';
export type { Deployment, DeploymentAddresses, PhasegateContracts } from './deployment/deployment.ts';
export {
  type DeploymentParameters,
  defaultThresholds,
  type PatAllocation,
  type PhaseThresholds,
} from './deployment/deploymentParameters.ts';
export {
  EvmBytecodeNotAllowedError,
  MalformedDeploymentError,
  NoCodeError,
  WrongChainError,
} from './deployment/errors.ts';
export type {
  ProductionAddresses,
  ProductionContracts,
  ProductionDeployment,
} from './deployment/productionDeployment.ts';
export type { GovernanceParameters, ProductionParameters } from './deployment/productionParameters.ts';
export { verifyDeployment } from './deployment/verifyDeployment.ts';
export { type OwnerAct, ownerAct, type PlainCall } from './governance/ownerAct.ts';
export { type Proposal, proposal } from './governance/proposal.ts';
export {
  admissionTypedData,
  readinessTypedData,
  type SignedAdmission,
  type SignedReadiness,
} from './governance/readinessTypedData.ts';
export { type Seat, seats } from './governance/seats.ts';
