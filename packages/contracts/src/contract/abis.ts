import { clearingHouseAbi } from '../generated/clearingHouse/abi.ts';
import { dataMarketplaceAbi } from '../generated/dataMarketplace/abi.ts';
import { marketplaceProxyAbi } from '../generated/marketplaceProxy/abi.ts';
import { ownerTimelockAbi } from '../generated/ownerTimelock/abi.ts';
import { patAbi } from '../generated/pat/abi.ts';
import { phaseGateAbi } from '../generated/phaseGate/abi.ts';
import { phaseGovernorAbi } from '../generated/phaseGovernor/abi.ts';
import { quoteDeskAbi } from '../generated/quoteDesk/abi.ts';
import { readinessMeterAbi } from '../generated/readinessMeter/abi.ts';
import { settlementOracleAbi } from '../generated/settlementOracle/abi.ts';
import { streamingForwardAbi } from '../generated/streamingForward/abi.ts';
import { underwritingVaultAbi } from '../generated/underwritingVault/abi.ts';
import { votePATAbi } from '../generated/votePAT/abi.ts';

/** Every contract's ABI by its Solidity name, typed to the letter. */
export const abis: {
  readonly ClearingHouse: typeof clearingHouseAbi;
  readonly DataMarketplace: typeof dataMarketplaceAbi;
  readonly MarketplaceProxy: typeof marketplaceProxyAbi;
  readonly OwnerTimelock: typeof ownerTimelockAbi;
  readonly PAT: typeof patAbi;
  readonly PhaseGate: typeof phaseGateAbi;
  readonly PhaseGovernor: typeof phaseGovernorAbi;
  readonly QuoteDesk: typeof quoteDeskAbi;
  readonly ReadinessMeter: typeof readinessMeterAbi;
  readonly SettlementOracle: typeof settlementOracleAbi;
  readonly StreamingForward: typeof streamingForwardAbi;
  readonly UnderwritingVault: typeof underwritingVaultAbi;
  readonly VotePAT: typeof votePATAbi;
} = {
  ClearingHouse: clearingHouseAbi,
  DataMarketplace: dataMarketplaceAbi,
  MarketplaceProxy: marketplaceProxyAbi,
  OwnerTimelock: ownerTimelockAbi,
  PAT: patAbi,
  PhaseGate: phaseGateAbi,
  PhaseGovernor: phaseGovernorAbi,
  QuoteDesk: quoteDeskAbi,
  ReadinessMeter: readinessMeterAbi,
  SettlementOracle: settlementOracleAbi,
  StreamingForward: streamingForwardAbi,
  UnderwritingVault: underwritingVaultAbi,
  VotePAT: votePATAbi,
};
