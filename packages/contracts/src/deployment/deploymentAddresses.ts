import { getAddress, isAddress, ZeroAddress } from 'ethers';
import type { DeploymentAddresses } from './deployment.ts';
import { MalformedDeploymentError } from './errors.ts';

const CONTRACTS = [
  'pat',
  'phaseGate',
  'marketplace',
  'marketplaceImplementation',
] as const satisfies readonly (keyof DeploymentAddresses)[];

/**
 * The addresses of a deployment, checked and in checksum form: of a `DeploymentAddresses` (fresh or parsed from JSON), or
 * of anything that holds one as `addresses`, like what `deployPhasegate` returns.
 *
 * @throws {MalformedDeploymentError} naming the field that is missing, no address, zero, or not a chain id.
 */
export function deploymentAddresses(deployment: unknown): DeploymentAddresses {
  if (typeof deployment !== 'object' || deployment === null) {
    throw new MalformedDeploymentError('', deployment, 'an object with addresses');
  }
  if ('addresses' in deployment) return deploymentAddresses(deployment.addresses);
  const { chainId, ...rest } = deployment as Record<string, unknown>;
  if (typeof chainId !== 'number' || !Number.isSafeInteger(chainId) || chainId < 1) {
    throw new MalformedDeploymentError('.chainId', chainId, 'a chain id, a whole number from 1');
  }
  const address = (name: (typeof CONTRACTS)[number]): string => {
    const value = rest[name];
    if (typeof value !== 'string' || !isAddress(value) || getAddress(value) === ZeroAddress) {
      throw new MalformedDeploymentError(`.${name}`, value, 'an address with a valid checksum, not zero');
    }
    return getAddress(value);
  };
  const [pat, phaseGate, marketplace, marketplaceImplementation] = CONTRACTS.map(address) as [
    string,
    string,
    string,
    string,
  ];
  return { chainId, pat, phaseGate, marketplace, marketplaceImplementation };
}
