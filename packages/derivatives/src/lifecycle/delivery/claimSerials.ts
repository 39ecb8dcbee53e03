import {
  checkAmount,
  checkFields,
  checkMap,
  checkPositiveAmount,
  checkText,
  type Quantity,
} from '@phasegate/pricing/units';
import { SerialGapError } from './errors.ts';

/** The next serial of each provider, across all its streams; it only rises. */
export type ProviderSerials = ReadonlyMap<string, Quantity>;

/**
 * The registry after a provider has claimed its next interval of serials. A stream's own reducer knows its own postings only; a
 * book of streams claims here first, as the contract does, so that no interval is paid twice, in one stream or in two.
 *
 * @param claim.first must be the provider's next serial, 0 at first @param claim.units how many, above zero
 * @throws {SerialGapError} another than the next. @throws {InvalidInputError} anything malformed.
 * @example claimSerials(new Map(), { provider: 'sensors', first: 0n, units: 60n }).get('sensors') // 60n
 */
export function claimSerials(
  registry: ProviderSerials,
  claim: { readonly provider: string; readonly first: Quantity; readonly units: Quantity },
): ProviderSerials {
  checkMap('registry', registry);
  checkFields('claim', claim, ['provider', 'first', 'units']);
  const { provider, first, units } = claim;
  checkText('claim.provider', provider);
  checkAmount('claim.first', first);
  checkPositiveAmount('claim.units', units);
  const next = registry.get(provider) ?? 0n;
  if (first !== next) throw new SerialGapError(first, next);
  return new Map(registry).set(provider, next + units);
}
