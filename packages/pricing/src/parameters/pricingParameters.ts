import type { DemandParameters } from '../factors/demandPressure.ts';
import type { ScarcityParameters } from '../factors/scarcityFactor.ts';
import type { FreshnessSpec } from '../freshness/freshnessFamily.ts';
import { PhasegateError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import type { Bps, Seconds, Wad } from '../units/units.ts';
import { InvalidParametersError, type ParameterIssue } from './errors.ts';
import { fieldsOf } from './fieldsOf.ts';
import { freshnessParameter } from './freshnessParameter.ts';
import { defaultFreshness, defaultParameters, type ParameterDescription } from './parameterTable.ts';

/** The parameters of the price, checked and in the units the functions take. */
export interface PricingParameters {
  readonly freshness: FreshnessSpec;
  readonly demand: DemandParameters & { readonly halfLifeSeconds: Seconds };
  readonly scarcity: ScarcityParameters & { readonly expiredWeight: Wad };
  readonly quote: { readonly marginBps: Bps; readonly lifetimeSeconds: Seconds };
  readonly floor: {
    /** Over cost, unlike the broker's margin, which is a share of the ask. */
    readonly targetMarginBps: number;
    readonly maxStepBps: Bps;
    readonly staleAfterSeconds: Seconds;
  };
  readonly promotion: { readonly holdSeconds: Seconds };
}

const GROUPS = [...new Set(Object.keys(defaultParameters).map((path) => path.split('.')[0]!))];

/**
 * Checked parameters from what a parameter file holds; what it leaves out has its default.
 *
 * Decimals may be strings or JSON numbers (taken by their shortest text, so 0.1 is exactly 0.1), or a Wad as this function
 * returns it, so what it returned may be handed in again; whole numbers of seconds and basis points are JSON numbers.
 *
 * @param file parsed JSON, or nothing for the defaults.
 * @throws {InvalidParametersError} with every issue's path, value and limit: NaN, infinities, negatives, values out of
 * bounds, unknown names, curves that are refused.
 * @example pricingParameters({ demand: { elasticity: '0.8' } }).demand.elasticity // 800000000000000000n
 */
export function pricingParameters(file: unknown = {}): PricingParameters {
  const issues: ParameterIssue[] = [];
  const top = fieldsOf({ path: '', value: file, known: ['freshness', ...GROUPS], issues });
  const groups = GROUPS.map(
    (name) => [name, group(name, top.has(name) ? top.get(name) : {}, issues)] as const,
  );
  const freshness = freshnessParameter(
    top.has('freshness') ? top.get('freshness') : defaultFreshness,
    issues,
  );
  if (issues.length > 0) throw new InvalidParametersError(issues);
  return { freshness, ...Object.fromEntries(groups) } as unknown as PricingParameters;
}

function group(name: string, value: unknown, issues: ParameterIssue[]): Record<string, unknown> {
  const descriptions = Object.entries(defaultParameters)
    .filter(([path]) => path.startsWith(`${name}.`))
    .map(([path, description]) => [path.slice(name.length + 1), description] as const);
  const given = fieldsOf({ path: name, value, known: descriptions.map(([key]) => key), issues });
  return Object.fromEntries(
    descriptions.map(([key, description]) => {
      const observed = given.has(key) ? given.get(key) : description.default;
      const parsed = parameter(observed, description);
      if (parsed === undefined)
        issues.push({ path: `${name}.${key}`, observed, limit: limitOf(description) });
      return [key, parsed];
    }),
  );
}

/** The value in its unit, or nothing if it is malformed or out of bounds. */
function parameter(value: unknown, { kind, min, max }: ParameterDescription): Wad | number | undefined {
  if (kind === 'integer') {
    const isWhole = typeof value === 'number' && Number.isSafeInteger(value);
    return isWhole && value >= Number(min) && value <= Number(max) ? value : undefined;
  }
  const wad = typeof value === 'bigint' ? (value as Wad) : decimal(value);
  const isWithin = wad !== undefined && wad >= parseWad(String(min)) && wad <= parseWad(String(max));
  return isWithin ? wad : undefined;
}

/** A decimal in text, or a JSON number by its shortest decimal text, as a Wad. */
function decimal(value: unknown): Wad | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  try {
    return parseWad(String(value));
  } catch (error) {
    if (error instanceof PhasegateError) return undefined;
    throw error;
  }
}

function limitOf({ kind, min, max, unit }: ParameterDescription): string {
  return `${kind === 'integer' ? 'a whole number' : 'a plain decimal'} from ${min} to ${max} ${unit}`;
}
