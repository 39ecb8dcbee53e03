import { isAddress } from 'ethers';
import type { ProductionAddresses } from '../deployment/productionDeployment.ts';
import { UsageError } from './errors.ts';
import { readJson } from './files.ts';

const NAMES = [
  'pat',
  'phaseGate',
  'marketplace',
  'marketplaceImplementation',
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

/** Addresses as `deploy --out` wrote them. @throws {UsageError} naming the field that is missing or wrong. */
export async function readDeployment(
  path: string,
): Promise<{ readonly addresses: ProductionAddresses; readonly fromBlock: number }> {
  const file = await readJson(path);
  const given = (file['addresses'] ?? file) as Record<string, unknown>;
  for (const name of NAMES) {
    if (typeof given[name] !== 'string' || !isAddress(given[name])) {
      throw new UsageError(`${path}: ${name} is ${String(given[name])}; an address is needed`);
    }
  }
  if (!Number.isSafeInteger(given['chainId'])) throw new UsageError(`${path}: a chainId is needed`);
  const fromBlock = file['fromBlock'] ?? 0;
  if (!Number.isSafeInteger(fromBlock)) throw new UsageError(`${path}: fromBlock must be a whole number`);
  return { addresses: given as unknown as ProductionAddresses, fromBlock: fromBlock as number };
}
