import { checkBoolean } from '@phasegate/pricing/units';
import { addressKey } from '../state/chainTypes.ts';
import type { SpotMarketState } from '../state/spotMarketState.ts';

/**
 * Lets `payer` buy for `recipient`, or no longer. What was bought stays.
 *
 * @throws {InvalidInputError} on a malformed address.
 * @example
 * setPurchaseConsent(state, other, buyer, true);
 * buySegment(state, { payer: buyer, recipient: other, id: 1, at }).ask // 100n * WAD
 */
export function setPurchaseConsent(
  state: SpotMarketState,
  recipient: string,
  payer: string,
  consented: boolean,
): void {
  checkBoolean('consented', consented);
  const key = consentKey(addressKey('recipient', recipient), addressKey('payer', payer));
  if (consented) state.consents.add(key);
  else state.consents.delete(key);
}

/** How a consent stands in the state: `recipient>payer`, both in lower case. */
export function consentKey(recipient: string, payer: string): string {
  return `${recipient}>${payer}`;
}
