import {
  dataMarketplaceAbi,
  marketplaceProxyAbi,
  ownerTimelockAbi,
  patAbi,
  phaseGateAbi,
  phaseGovernorAbi,
  readinessMeterAbi,
  votePATAbi,
} from '../generated/abis.ts';

/** Every contract's ABI by its Solidity name, typed to the letter. */
export const abis: {
  readonly DataMarketplace: typeof dataMarketplaceAbi;
  readonly MarketplaceProxy: typeof marketplaceProxyAbi;
  readonly OwnerTimelock: typeof ownerTimelockAbi;
  readonly PAT: typeof patAbi;
  readonly PhaseGate: typeof phaseGateAbi;
  readonly PhaseGovernor: typeof phaseGovernorAbi;
  readonly ReadinessMeter: typeof readinessMeterAbi;
  readonly VotePAT: typeof votePATAbi;
} = {
  DataMarketplace: dataMarketplaceAbi,
  MarketplaceProxy: marketplaceProxyAbi,
  OwnerTimelock: ownerTimelockAbi,
  PAT: patAbi,
  PhaseGate: phaseGateAbi,
  PhaseGovernor: phaseGovernorAbi,
  ReadinessMeter: readinessMeterAbi,
  VotePAT: votePATAbi,
};
