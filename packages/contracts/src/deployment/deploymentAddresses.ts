import { getAddress, isAddress, ZeroAddress } from 'ethers';
import type { DeploymentAddresses } from './deployment.ts';
import { MalformedDeploymentError } from './errors.ts';
import type { ProductionAddresses } from './productionDeployment.ts';

/** The addresses of a deployment, of the governance too where it has one. */
export type KnownAddresses = DeploymentAddresses & Partial<ProductionAddresses>;

const CONTRACTS = [
  'pat',
  'phaseGate',
  'marketplace',
  'marketplaceImplementation',
] as const satisfies readonly (keyof DeploymentAddresses)[];
const GOVERNANCE = [
  'ownerTimelock',
  'votePat',
  'governor',
  'governorTimelock',
  'readinessMeter',
  'settlementOracle',
  'clearingHouse',
  'underwritingVault',
  'streamingForward',
  'quoteDesk',
] as const satisfies readonly (keyof ProductionAddresses)[];

/**
 * The addresses of a deployment, checked and in checksum form: of a `DeploymentAddresses` (fresh or parsed from JSON), or
 * of anything that holds one as `addresses`, like what `deployPhasegate` returns.
 *
 * @throws {MalformedDeploymentError} naming the field that is missing, no address, zero, or not a chain id.
 */
export function deploymentAddresses(deployment: unknown): KnownAddresses {
  if (typeof deployment !== 'object' || deployment === null) {
    throw new MalformedDeploymentError('', deployment, 'an object with addresses');
  }
  if ('addresses' in deployment) return deploymentAddresses(deployment.addresses);
  const { chainId, ...rest } = deployment as Record<string, unknown>;
  if (typeof chainId !== 'number' || !Number.isSafeInteger(chainId) || chainId < 1) {
    throw new MalformedDeploymentError('.chainId', chainId, 'a chain id, a whole number from 1');
  }
  const address = (name: string): string => {
    const value = rest[name];
    if (typeof value !== 'string' || !isAddress(value) || getAddress(value) === ZeroAddress) {
      throw new MalformedDeploymentError(`.${name}`, value, 'an address with a valid checksum, not zero');
    }
    return getAddress(value);
  };
  const names = [...CONTRACTS, ...GOVERNANCE.filter((name) => rest[name] !== undefined)];
  const addresses = Object.fromEntries(names.map((name) => [name, address(name)]));
  return { chainId, ...addresses } as KnownAddresses;
}
