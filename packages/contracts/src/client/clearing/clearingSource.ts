import { PhasegateError } from '@phasegate/pricing/units';
import { abis } from '../../contract/abis.ts';
import { type ContractHandle, contractHandle } from '../../contract/contractHandle.ts';
import type { KnownAddresses } from '../../deployment/deploymentAddresses.ts';
import type { SpotSource } from '../spot/spotSource.ts';

/** What the functions of clearing and quotes work on. */
export interface ClearingSource extends SpotSource {
  readonly addresses: KnownAddresses;
}

/** The deployment that the client was given names no such contract. */
export class ContractNotDeployedError extends PhasegateError {
  readonly contract: 'clearingHouse' | 'quoteDesk';

  constructor(contract: 'clearingHouse' | 'quoteDesk') {
    super(`the deployment has no ${contract}. Connect with the addresses of one that has`);
    this.contract = contract;
  }
}

/** @throws {ContractNotDeployedError} */
export function clearingHouseOf(source: ClearingSource): ContractHandle<typeof abis.ClearingHouse> {
  return contractHandle({
    abi: abis.ClearingHouse,
    address: addressOf(source, 'clearingHouse'),
    runner: runnerOf(source),
  });
}

/** @throws {ContractNotDeployedError} */
export function quoteDeskOf(source: ClearingSource): ContractHandle<typeof abis.QuoteDesk> {
  return contractHandle({
    abi: abis.QuoteDesk,
    address: addressOf(source, 'quoteDesk'),
    runner: runnerOf(source),
  });
}

function addressOf({ addresses }: ClearingSource, name: 'clearingHouse' | 'quoteDesk'): string {
  const address = addresses[name];
  if (address === undefined) throw new ContractNotDeployedError(name);
  return address;
}

function runnerOf({
  endpoint,
}: ClearingSource): NonNullable<typeof endpoint.signer> | typeof endpoint.provider {
  return endpoint.signer ?? endpoint.provider;
}
