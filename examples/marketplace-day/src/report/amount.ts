import { parseWad } from '@phasegate/pricing/units';
import { readablePat } from '@phasegate/report';

/** An exact decimal amount of PAT, as summaries hold it, with two decimals for people. */
export function amount(pat: string): string {
  return readablePat(parseWad(pat));
}
