import { dataMarketplaceAbi, marketplaceProxyAbi, patAbi, phaseGateAbi } from './generated/abis.ts';

/** Every contract's ABI by its Solidity name, typed to the letter. */
export const abis: {
  readonly DataMarketplace: typeof dataMarketplaceAbi;
  readonly MarketplaceProxy: typeof marketplaceProxyAbi;
  readonly PAT: typeof patAbi;
  readonly PhaseGate: typeof phaseGateAbi;
} = {
  DataMarketplace: dataMarketplaceAbi,
  MarketplaceProxy: marketplaceProxyAbi,
  PAT: patAbi,
  PhaseGate: phaseGateAbi,
};
