import type { FreshnessSpec } from '../freshness/freshnessFamily.ts';
import { checkObject } from '../units/checks.ts';
import { formatWad } from '../units/formatWad.ts';
import type { Wad } from '../units/units.ts';
import { defaultParameters } from './parameterTable.ts';
import { type PricingParameters, pricingParameters } from './pricingParameters.ts';

/** A parameter file in full, plain JSON: decimals are text, whole numbers are numbers. */
export interface ParameterFile {
  readonly freshness: FreshnessSpec;
  readonly [group: string]: FreshnessSpec | Readonly<Record<string, string | number>>;
}

/**
 * Parameters as the file that {@link pricingParameters} reads them from, every one of them written out.
 *
 * @throws {InvalidInputError} unless an object. @throws {InvalidParametersError} on parameters that `pricingParameters` refuses.
 * @example parameterFile(pricingParameters()).demand // { halfLifeSeconds: 21600, pseudoCount: '10', elasticity: '1', min: '0.5', max: '3' }
 */
export function parameterFile(parameters: PricingParameters): ParameterFile {
  checkObject('parameters', parameters);
  const { freshness, ...groups } = pricingParameters(parameters);
  const file: Record<string, Record<string, string | number>> = {};
  for (const [path, { kind }] of Object.entries(defaultParameters)) {
    const [group, name] = path.split('.') as [string, string];
    const value = (groups as unknown as Record<string, Record<string, Wad | number>>)[group]![name]!;
    file[group] ??= {};
    file[group][name] = kind === 'decimal' ? formatWad(value as Wad) : (value as number);
  }
  return { freshness, ...file };
}
