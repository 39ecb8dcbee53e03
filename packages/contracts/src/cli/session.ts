import type { Provider, Signer } from 'ethers';
import { abis } from '../contract/abis.ts';
import { contractHandle } from '../contract/contractHandle.ts';
import type { ProductionAddresses, ProductionContracts } from '../deployment/productionDeployment.ts';

/** A deployment and the account that acts on it. */
export interface Session {
  /** What chain it is, in words. */
  readonly chain: string;
  readonly addresses: ProductionAddresses;
  readonly contracts: ProductionContracts;
  /** The block of the deployment's first transaction: events are read from there. */
  readonly fromBlock: number;
  readonly provider: Provider;
  readonly signer: Signer | undefined;
  /** Whose acts they are: the signer, or with `--from` an account whose key is elsewhere. */
  readonly actor: string | undefined;
  close(): Promise<void>;
}

export function contractsAt(addresses: ProductionAddresses, runner: Signer | Provider): ProductionContracts {
  const { OwnerTimelock } = abis;
  return {
    pat: contractHandle({ abi: abis.PAT, address: addresses.pat, runner }),
    phaseGate: contractHandle({ abi: abis.PhaseGate, address: addresses.phaseGate, runner }),
    marketplace: contractHandle({ abi: abis.DataMarketplace, address: addresses.marketplace, runner }),
    ownerTimelock: contractHandle({ abi: OwnerTimelock, address: addresses.ownerTimelock, runner }),
    votePat: contractHandle({ abi: abis.VotePAT, address: addresses.votePat, runner }),
    governor: contractHandle({ abi: abis.PhaseGovernor, address: addresses.governor, runner }),
    governorTimelock: contractHandle({ abi: OwnerTimelock, address: addresses.governorTimelock, runner }),
    readinessMeter: contractHandle({ abi: abis.ReadinessMeter, address: addresses.readinessMeter, runner }),
    settlementOracle: contractHandle({
      abi: abis.SettlementOracle,
      address: addresses.settlementOracle,
      runner,
    }),
    clearingHouse: contractHandle({ abi: abis.ClearingHouse, address: addresses.clearingHouse, runner }),
    streamingForward: contractHandle({
      abi: abis.StreamingForward,
      address: addresses.streamingForward,
      runner,
    }),
    underwritingVault: contractHandle({
      abi: abis.UnderwritingVault,
      address: addresses.underwritingVault,
      runner,
    }),
    quoteDesk: contractHandle({ abi: abis.QuoteDesk, address: addresses.quoteDesk, runner }),
  };
}
