import { z } from 'zod';
import type { DemandParameters } from '../factors/demandPressure.ts';
import type { ScarcityParameters } from '../factors/scarcityFactor.ts';
import { freshnessCurve } from '../freshness/freshnessCurve.ts';
import type { FreshnessSpec } from '../freshness/freshnessFamily.ts';
import { PhasegateError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import type { Bps, Seconds, Wad } from '../units/units.ts';
import { InvalidParametersError, type ParameterIssue } from './errors.ts';
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

/** A field of the schema: unknown in, Wad or integer out, with an issue that says limit and unit. */
function field(description: ParameterDescription): z.ZodType {
  const { kind, min, max, unit } = description;
  const limit = `${kind === 'integer' ? 'a whole number' : 'a plain decimal'} from ${min} to ${max} ${unit}`;
  return z
    .unknown()
    .transform((value, context) => {
      const parsed = kind === 'integer' ? integer(value) : decimal(value);
      const [low, high] = [min, max].map((bound) =>
        kind === 'integer' ? Number(bound) : parseWad(String(bound)),
      );
      if (parsed === undefined || parsed < low! || parsed > high!) {
        context.addIssue({ code: 'custom', message: limit });
        return z.NEVER;
      }
      return parsed;
    })
    .prefault(description.default);
}

function integer(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

/** A decimal in text, or a JSON number by its shortest decimal text, as a Wad. */
function decimal(value: unknown): Wad | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  try {
    return parseWad(String(value));
  } catch {
    return undefined;
  }
}

const end = z.number().optional();
const freshnessSchema = z
  .discriminatedUnion('family', [
    z.strictObject({ family: z.enum(['linear', 'exponential']), end }),
    z.strictObject({ family: z.literal('halfLife'), halfLife: z.number(), window: z.number(), end }),
    z.strictObject({ family: z.literal('logistic'), midpoint: z.number(), steepness: z.number(), end }),
    z.strictObject({ family: z.literal('knots'), values: z.array(z.number()).min(2) }),
    z.strictObject({ family: z.literal('formula'), text: z.string() }),
  ])
  .superRefine((spec, context) => {
    try {
      freshnessCurve(spec as FreshnessSpec);
    } catch (error) {
      if (!(error instanceof PhasegateError)) throw error;
      context.addIssue({ code: 'custom', message: `a curve; ${error.message}` });
    }
  })
  .prefault(defaultFreshness);

function group(name: string): z.ZodObject {
  const fields = Object.entries(defaultParameters)
    .filter(([path]) => path.startsWith(`${name}.`))
    .map(([path, description]) => [path.slice(name.length + 1), field(description)] as const);
  return z.strictObject(Object.fromEntries(fields));
}

/** The zod schema of a parameter file: every field optional, unknown fields refused. Built from `defaultParameters`. */
export const pricingParametersSchema: z.ZodType<PricingParameters> = /* @__PURE__ */ z.strictObject({
  freshness: freshnessSchema,
  demand: group('demand').prefault({}),
  scarcity: group('scarcity').prefault({}),
  quote: group('quote').prefault({}),
  floor: group('floor').prefault({}),
  promotion: group('promotion').prefault({}),
}) as unknown as z.ZodType<PricingParameters>;

/**
 * Checked parameters from what a parameter file holds; what it leaves out has its default.
 *
 * Decimals may be strings or JSON numbers (taken by their shortest text, so 0.1 is exactly 0.1); whole numbers of
 * seconds and basis points are JSON numbers.
 *
 * @param file parsed JSON, or nothing for the defaults.
 * @throws {InvalidParametersError} with every issue's path, value and limit: NaN, infinities, negatives, values out of
 * bounds, unknown names, curves that are refused.
 * @example pricingParameters({ demand: { elasticity: '0.8' } }).demand.elasticity // 800000000000000000n
 */
export function pricingParameters(file: unknown = {}): PricingParameters {
  const result = pricingParametersSchema.safeParse(file);
  if (result.success) return result.data;
  throw new InvalidParametersError(result.error.issues.flatMap((issue) => issuesOf(issue, file)));
}

function issuesOf(issue: z.core.$ZodIssue, file: unknown): ParameterIssue[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      observed: valueAt(file, [...path, key]),
      limit: 'absent: there is no such parameter',
    }));
  }
  return [
    {
      path: path.join('.') || 'the file',
      observed: valueAt(file, path),
      limit: issue.code === 'custom' ? issue.message : `valid (${issue.message})`,
    },
  ];
}

function valueAt(file: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    file,
  );
}
