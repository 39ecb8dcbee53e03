import { type Bps, checkFields, checkObject, InvalidInputError } from '@phasegate/pricing/units';
import { isAddress, ZeroAddress } from 'ethers';
import { phaseThresholds } from '../generated/phaseThresholds.ts';

/**
 * What phase 3 needs over the period of its report: names, units and order of the gate's `ReadinessThresholds`. Durations are
 * days (`minDays`) and seconds (`maxReportAge`), `minVolume` is wei of PAT.
 */
export type PhaseThresholds = {
  readonly [K in keyof typeof phaseThresholds]: (typeof phaseThresholds)[K] extends bigint ? bigint : number;
};

/** 90 days, 1,000 traded hours, 25 buyers, the largest at most 20 %, 95 % delivered; risk's table owns them. */
export const defaultThresholds: PhaseThresholds = phaseThresholds;

/** A part of PAT's supply, minted when the token is made. */
export interface PatAllocation {
  readonly to: string;
  /** Wei of PAT. */
  readonly amount: bigint;
}

/** What a deployment may choose. Amounts are wei of PAT. */
export interface DeploymentParameters {
  /** Owner of every contract; default the signer. In production a timelock. */
  readonly owner?: string;
  /** Where the broker's spread goes; default the owner. */
  readonly brokerWallet?: string;
  /** Who admits institutions; default nobody. Owner, registrar, guardian, auditor and governance are different accounts. */
  readonly registrar?: string;
  /** Who pauses for at most 7 days; default nobody. */
  readonly guardian?: string;
  /** Who signs readiness reports; default nobody, and phase 3 stays closed. */
  readonly auditor?: string;
  /** The governor's timelock; default nobody, and phases 3 and 4 stay closed for good. */
  readonly governance?: string;
  /** What phase 3 needs; default {@link defaultThresholds}. */
  readonly thresholds?: PhaseThresholds;
  /** Who holds PAT at first: all there will ever be, below 2^88 wei; default 300 million PAT for the owner. */
  readonly patAllocation?: readonly PatAllocation[];
  /** Margin stamped on new segments, 0 to 5000; default 3000. */
  readonly brokerMarginBps?: Bps | number;
  /** How old a segment may be when it is listed, in seconds; default one day. */
  readonly maxBackdateSeconds?: number;
  /** Purchases below this ask stay out of the index; default 0.01 PAT. */
  readonly minIndexAsk?: bigint;
  /** Purchases below this margin stay out of the index; default 100. */
  readonly minIndexMarginBps?: number;
  /**
   * Table of the curve that will be added first, kept in the implementation's code: 2,100 gas less for each purchase of a
   * segment on curve 0. Default 0: it is read from storage as the others are. What is no curve's word the
   * implementation's constructor refuses.
   */
  readonly firstCurve?: bigint;
}

export const DEPLOYMENT_FIELDS: readonly string[] = [
  'owner',
  'brokerWallet',
  'registrar',
  'guardian',
  'auditor',
  'governance',
  'thresholds',
  'patAllocation',
  'brokerMarginBps',
  'maxBackdateSeconds',
  'minIndexAsk',
  'minIndexMarginBps',
  'firstCurve',
] as const satisfies readonly (keyof DeploymentParameters)[];

/**
 * Fills in what was left out and checks the rest, so that nothing is sent that a constructor would refuse or misread.
 *
 * @throws {InvalidInputError} naming the parameter, also for one that does not exist.
 */
export function deploymentParameters(
  given: DeploymentParameters,
  signerAddress: string,
): Required<DeploymentParameters> {
  checkFields('parameters', given, DEPLOYMENT_FIELDS);
  const owner = given.owner ?? signerAddress;
  const parameters: Required<DeploymentParameters> = {
    owner,
    brokerWallet: given.brokerWallet ?? owner,
    registrar: given.registrar ?? ZeroAddress,
    guardian: given.guardian ?? ZeroAddress,
    auditor: given.auditor ?? ZeroAddress,
    governance: given.governance ?? ZeroAddress,
    thresholds: given.thresholds === undefined ? defaultThresholds : given.thresholds,
    patAllocation: given.patAllocation ?? [{ to: owner, amount: 300_000_000n * 10n ** 18n }],
    brokerMarginBps: given.brokerMarginBps ?? 3_000,
    maxBackdateSeconds: given.maxBackdateSeconds ?? 86_400,
    minIndexAsk: given.minIndexAsk ?? 10n ** 16n,
    minIndexMarginBps: given.minIndexMarginBps ?? 100,
    firstCurve: given.firstCurve ?? 0n,
  };
  const { brokerWallet } = parameters;
  for (const [name, value] of Object.entries({ owner, brokerWallet })) {
    const ok = typeof value === 'string' && isAddress(value) && value !== ZeroAddress;
    if (!ok) throw refused(name, value, 'an address, not zero');
  }
  const { registrar, guardian, auditor, governance, thresholds } = parameters;
  const taken = new Map([[owner.toLowerCase(), 'owner']]);
  for (const [name, value] of Object.entries({ registrar, guardian, auditor, governance })) {
    if (typeof value !== 'string' || !isAddress(value))
      throw refused(name, value, 'an address, or zero for nobody');
    const other = taken.get(value.toLowerCase());
    if (other !== undefined) throw refused(name, value, `another account than the ${other}`);
    if (value !== ZeroAddress) taken.set(value.toLowerCase(), name);
  }
  // Open: risk's table of thresholds, which has more of them, is handed in as it is, and none has a default of its own.
  checkObject('parameters.thresholds', thresholds);
  for (const name of Object.keys(defaultThresholds) as (keyof PhaseThresholds)[]) {
    const most = name === 'minVolume' ? 2n ** 96n - 1n : THRESHOLD_MAXIMA[name];
    checkInteger(`thresholds.${name}`, thresholds[name], typeof most === 'bigint' ? 0n : 0, most);
  }
  checkAllocation(parameters.patAllocation);
  checkInteger('brokerMarginBps', parameters.brokerMarginBps, 0, 5_000);
  checkInteger('maxBackdateSeconds', parameters.maxBackdateSeconds, 0, 2 ** 32 - 1);
  checkInteger('minIndexAsk', parameters.minIndexAsk, 0n, 2n ** 88n - 1n);
  checkInteger('minIndexMarginBps', parameters.minIndexMarginBps, 0, 5_000);
  checkInteger('firstCurve', parameters.firstCurve, 0n, 2n ** 256n - 1n);
  return parameters;
}

/** All PAT there is and will be, in wei. */
export const patSupply = (allocation: readonly PatAllocation[]): bigint =>
  allocation.reduce((sum, { amount }) => sum + amount, 0n);

const MAX_SUPPLY = 2n ** 88n - 1n;

function checkAllocation(allocation: unknown): void {
  if (!Array.isArray(allocation)) throw refused('patAllocation', allocation, 'an array of { to, amount }');
  for (const [i, part] of (allocation as readonly unknown[]).entries()) {
    checkFields(`parameters.patAllocation[${i}]`, part, ['to', 'amount']);
    const { to, amount } = part as Readonly<Record<string, unknown>>;
    if (typeof to !== 'string' || !isAddress(to) || to === ZeroAddress)
      throw refused(`patAllocation[${i}].to`, to, 'an address, not zero');
    checkInteger(`patAllocation[${i}].amount`, amount, 1n, MAX_SUPPLY);
  }
  checkInteger('patAllocation', patSupply(allocation as readonly PatAllocation[]), 1n, MAX_SUPPLY);
}

const THRESHOLD_MAXIMA: Readonly<Record<Exclude<keyof PhaseThresholds, 'minVolume'>, number>> = {
  minDays: 2 ** 16 - 1,
  minTradedHours: 2 ** 16 - 1,
  maxDailyVolatilityBps: 2 ** 16 - 1,
  maxLargestBuyerBps: 2 ** 16 - 1,
  minDeliveredBps: 2 ** 16 - 1,
  minBuyers: 2 ** 32 - 1,
  maxReportAge: 2 ** 32 - 1,
};

function checkInteger<T extends bigint | number>(name: string, value: unknown, minimum: T, maximum: T): void {
  const isWhole = typeof value === 'bigint' || Number.isSafeInteger(value);
  if (typeof value !== typeof minimum || !isWhole || (value as T) < minimum || (value as T) > maximum) {
    const kind = typeof minimum === 'bigint' ? 'bigint' : 'whole number';
    throw refused(name, value, `a ${kind} from ${minimum} to ${maximum}`);
  }
}

function refused(name: string, observed: unknown, allowed: string): InvalidInputError {
  return new InvalidInputError({ path: `parameters.${name}`, observed, allowed });
}
