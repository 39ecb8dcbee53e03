import { formatWad, parseWad, type Wad } from '@phasegate/pricing/units';
import { getAddress, isAddress } from 'ethers';
import { UsageError } from './errors.ts';

/** Wei of PAT for people: exact, thousands separated. */
export function pat(wei: bigint): string {
  const [whole, fraction] = formatWad(wei as Wad).split('.');
  const grouped = whole!.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${grouped}${fraction === undefined ? '' : `.${fraction}`} PAT`;
}

/** A Unix second for people: `2026-05-05 12:00:00 UTC`. */
export function instant(unixSeconds: number | bigint): string {
  return new Date(Number(unixSeconds) * 1_000).toISOString().replace('T', ' ').replace('.000Z', ' UTC');
}

/** A number of seconds for people, in days where it is whole days. */
export function span(seconds: number | bigint): string {
  const days = Number(seconds) / 86_400;
  return Number.isInteger(days) ? `${days} days` : `${seconds} seconds`;
}

/** A day as the index counts them, from 1970-01-01, for people: `2026-05-05`. */
export const dayText = (day: number | bigint): string => instant(Number(day) * 86_400).slice(0, 10);

/** @throws {UsageError} unless the text is an amount of PAT with at most 18 decimals. */
export function parsePat(option: string, text: string): bigint {
  try {
    return parseWad(text);
  } catch (cause) {
    throw new UsageError(`--${option} is '${text}'; an amount of PAT is needed. ${(cause as Error).message}`);
  }
}

/** @throws {UsageError} unless the text is a date (midnight UTC) or a Unix second. */
export function parseInstant(option: string, text: string): number {
  const seconds = instantOf(text);
  if (seconds === undefined) {
    throw new UsageError(`--${option} is '${text}'; a date like 2027-06-30 or Unix seconds are needed`);
  }
  return seconds;
}

/** A date like 2027-06-30 (midnight UTC) or a Unix second; `undefined` for anything else. */
export function instantOf(text: string): number | undefined {
  if (/^\d{1,13}$/.test(text)) return Number(text);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const parsed = new Date(`${text}T00:00:00Z`);
  // 2027-02-30 would otherwise become 2 March.
  const isReal = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
  return isReal ? parsed.getTime() / 1_000 : undefined;
}

/** @throws {UsageError} unless the text is an address with a valid checksum, or without any. */
export function parseAddress(option: string, text: string): string {
  const isValid: boolean = isAddress(text);
  if (!isValid) throw new UsageError(`--${option} is '${text}'; an address is needed`);
  return getAddress(text);
}
