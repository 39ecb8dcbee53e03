/** A parameter of the price: what it is, its default and its limits. Decimal strings for Wad, numbers for the rest. */
export interface ParameterDescription {
  readonly kind: 'decimal' | 'integer';
  readonly default: string | number;
  readonly unit: string;
  readonly min: string | number;
  readonly max: string | number;
  /** What raising it does. */
  readonly effect: string;
}

/**
 * Every scalar parameter by its path, with default, unit, bounds and effect: what `pricingParameters` fills in and
 * checks against. The curve, the only structured one, defaults to {@link defaultFreshness}.
 */
export const defaultParameters: Readonly<Record<string, ParameterDescription>> = {
  'demand.halfLifeSeconds': {
    kind: 'integer',
    default: 21_600,
    unit: 'seconds',
    min: 60,
    max: 2_592_000,
    effect:
      'consumption velocity and supply rate remember longer: prices follow demand later and with less noise',
  },
  'demand.pseudoCount': {
    kind: 'decimal',
    default: '10',
    unit: 'units per day',
    min: '0.000001',
    max: '1000000000',
    effect: 'thin markets stay nearer to a demand factor of 1',
  },
  'demand.elasticity': {
    kind: 'decimal',
    default: '1',
    unit: 'dimensionless',
    min: '0',
    max: '8',
    effect: 'the price answers more to consumption over supply; 0 switches demand off',
  },
  'demand.min': {
    kind: 'decimal',
    default: '0.5',
    unit: 'dimensionless',
    min: '0.01',
    max: '1',
    effect: 'a market nobody wants stays dearer',
  },
  'demand.max': {
    kind: 'decimal',
    default: '3',
    unit: 'dimensionless',
    min: '1',
    max: '100',
    effect: 'a rush may raise the price further',
  },
  'scarcity.pseudoCount': {
    kind: 'decimal',
    default: '10',
    unit: 'units',
    min: '0.000001',
    max: '1000000000',
    effect: 'thin markets stay nearer to a scarcity factor of 1',
  },
  'scarcity.elasticity': {
    kind: 'decimal',
    default: '1',
    unit: 'dimensionless',
    min: '0',
    max: '8',
    effect: 'the price answers more to burning over minting; 0 leaves substitutes only',
  },
  'scarcity.substituteWeight': {
    kind: 'decimal',
    default: '0.5',
    unit: 'dimensionless',
    min: '0',
    max: '100',
    effect: 'open substitutes lower the price more',
  },
  'scarcity.expiredWeight': {
    kind: 'decimal',
    default: '0',
    unit: 'dimensionless',
    min: '0',
    max: '1',
    effect: 'expired units count as burnt: above 0 a mass expiry raises prices',
  },
  'scarcity.min': {
    kind: 'decimal',
    default: '0.5',
    unit: 'dimensionless',
    min: '0.01',
    max: '1',
    effect: 'an abundant market stays dearer',
  },
  'scarcity.max': {
    kind: 'decimal',
    default: '3',
    unit: 'dimensionless',
    min: '1',
    max: '100',
    effect: 'a scarce market may grow dearer',
  },
  'quote.marginBps': {
    kind: 'integer',
    default: 3_000,
    unit: 'basis points of the ask',
    min: 0,
    max: 5_000,
    effect: 'the broker keeps more of every ask; the ask rises and the bid falls',
  },
  'quote.lifetimeSeconds': {
    kind: 'integer',
    default: 60,
    unit: 'seconds',
    min: 1,
    max: 86_400,
    effect: 'consumers may think longer; the broker bears more risk of a stale quote',
  },
  'floor.targetMarginBps': {
    kind: 'integer',
    default: 3_000,
    unit: 'basis points of the cost',
    min: 0,
    max: 100_000,
    effect: 'every floor rises; developers keep their markups',
  },
  'floor.maxStepBps': {
    kind: 'integer',
    default: 2_500,
    unit: 'basis points of the last floor',
    min: 1,
    max: 10_000,
    effect: 'floors follow their cost faster; less shortfall is carried to the next night',
  },
  'floor.staleAfterSeconds': {
    kind: 'integer',
    default: 172_800,
    unit: 'seconds',
    min: 3_600,
    max: 31_536_000,
    effect: 'older cost records are still accepted',
  },
  'promotion.holdSeconds': {
    kind: 'integer',
    default: 2_592_000,
    unit: 'seconds',
    min: 0,
    max: 31_536_000,
    effect: 'markups earned from discounted credits are paid later, fraud is found sooner than it is paid',
  },
};

/** The curve of a market that names none. */
export const defaultFreshness = { family: 'linear', end: 0.1 } as const;
