import { checkFields, InvalidInputError } from '@phasegate/pricing/units';
import { isAddress, ZeroAddress } from 'ethers';
import {
  DEPLOYMENT_FIELDS,
  type DeploymentParameters,
  deploymentParameters,
} from './deploymentParameters.ts';

/** What only a production deployment chooses. Durations in seconds, votes in wei of VotePAT. */
export interface GovernanceParameters {
  /** Who proposes to, cancels at and executes the owner's timelock: the company's multisig. */
  readonly company: string;
  /** Delay of the owner's timelock, which can never fall below it; 7 to 60 days, default 7. */
  readonly ownerDelay?: number;
  /** Between a proposal and its vote; 1 to 14 days, default 1. */
  readonly votingDelay?: number;
  /** How long a vote lasts; 3 to 30 days, default 7. */
  readonly votingPeriod?: number;
  /** Votes a proposer needs; default 300,000 PAT, a thousandth of the usual supply. */
  readonly proposalThreshold?: bigint;
  /** Votes for and abstaining that pass needs, of all PAT, 400 to 5000; default 400 (4 %). */
  readonly quorumBps?: number;
  /** Between queueing a passed vote and executing it; 2 to 14 days, default 2. */
  readonly governorDelay?: number;
  /** How far a settlement price may lie from the index of the week before, 100 to 3000; default 1000. */
  readonly settlementBandBps?: number;
  /** Wei of PAT without which a settlement window is thin; default 100 PAT. */
  readonly minWindowVolume?: bigint;
  /** What one account may hold of a market's cap on open interest, 1 to 10000; default 2500. */
  readonly accountShareBps?: number;
  /** What the broker, its affiliates and the vault may hold of it net, all together, 1 to 10000; default 5000. */
  readonly houseShareBps?: number;
  /** Who sets the vault's volatilities and spreads, within bounds; default the company. */
  readonly riskManager?: string;
  /** How long an epoch of the vault lasts; 1 to 31 days, default 7. */
  readonly vaultEpoch?: number;
  /** What part of its capital the vault may owe, 1 to 8000; default 8000. */
  readonly vaultUtilisationBps?: number;
}

type Operators = Required<
  Pick<DeploymentParameters, 'guardian' | 'registrar' | 'auditor' | 'brokerWallet' | 'patAllocation'>
>;

/** A production deployment: everybody is named, nobody is the deployer by default. */
export interface ProductionParameters
  extends GovernanceParameters,
    Operators,
    Omit<DeploymentParameters, 'owner' | 'governance' | keyof Operators> {}

const DAY = 86_400;
const DEFAULTS: Required<Omit<GovernanceParameters, 'company' | 'riskManager'>> = {
  ownerDelay: 7 * DAY,
  votingDelay: DAY,
  votingPeriod: 7 * DAY,
  proposalThreshold: 300_000n * 10n ** 18n,
  quorumBps: 400,
  governorDelay: 2 * DAY,
  settlementBandBps: 1_000,
  minWindowVolume: 100n * 10n ** 18n,
  accountShareBps: 2_500,
  houseShareBps: 5_000,
  vaultEpoch: 7 * DAY,
  vaultUtilisationBps: 8_000,
};
const BOUNDS: Readonly<
  Record<keyof typeof DEFAULTS, readonly [low: number | bigint, high: number | bigint]>
> = {
  ownerDelay: [7 * DAY, 60 * DAY],
  votingDelay: [DAY, 14 * DAY],
  votingPeriod: [3 * DAY, 30 * DAY],
  // At most the quorum, as the governor's constructor checks.
  proposalThreshold: [1n, 2n ** 88n - 1n],
  quorumBps: [400, 5_000],
  governorDelay: [2 * DAY, 14 * DAY],
  settlementBandBps: [100, 3_000],
  minWindowVolume: [0n, 2n ** 88n - 1n],
  accountShareBps: [1, 10_000],
  houseShareBps: [1, 10_000],
  vaultEpoch: [DAY, 31 * DAY],
  vaultUtilisationBps: [1, 8_000],
};

/**
 * Fills in what was left out and checks everything before anything is sent.
 *
 * @throws {InvalidInputError} naming the parameter: missing, out of bounds, or one account in two roles that must be apart.
 */
export function productionParameters(given: ProductionParameters): {
  readonly governance: Required<GovernanceParameters>;
  readonly spot: Required<DeploymentParameters>;
} {
  checkFields('parameters', given, [
    'company',
    'riskManager',
    ...Object.keys(DEFAULTS),
    ...DEPLOYMENT_FIELDS,
  ]);
  for (const name of ['owner', 'governance']) {
    if (name in given)
      throw refused(
        name,
        (given as object as Record<string, unknown>)[name],
        'nothing: it is deployed as a timelock',
      );
  }
  const {
    company,
    ownerDelay,
    votingDelay,
    votingPeriod,
    proposalThreshold,
    quorumBps,
    governorDelay,
    settlementBandBps,
    minWindowVolume,
    accountShareBps,
    houseShareBps,
    riskManager = company,
    vaultEpoch,
    vaultUtilisationBps,
    ...spot
  } = given;
  const chosen = {
    ownerDelay,
    votingDelay,
    votingPeriod,
    proposalThreshold,
    quorumBps,
    governorDelay,
    settlementBandBps,
    minWindowVolume,
    accountShareBps,
    houseShareBps,
    vaultEpoch,
    vaultUtilisationBps,
  };
  const governance = { company, riskManager, ...DEFAULTS };
  for (const name of Object.keys(BOUNDS) as (keyof typeof DEFAULTS)[]) {
    const value = chosen[name];
    if (value === undefined) continue;
    const [low, high] = BOUNDS[name];
    const whole = typeof value === typeof low && (typeof value === 'bigint' || Number.isSafeInteger(value));
    if (!whole || value < low || value > high)
      throw refused(name, value, `a whole ${typeof low} from ${low} to ${high}`);
    Object.assign(governance, { [name]: value });
  }
  const { guardian, registrar, auditor, brokerWallet } = given;
  for (const [name, value] of Object.entries({
    company,
    guardian,
    registrar,
    auditor,
    brokerWallet,
    riskManager,
  })) {
    const ok = typeof value === 'string' && isAddress(value) && value !== ZeroAddress;
    if (!ok) throw refused(name, value, 'an address, not zero');
  }
  if (given.patAllocation === undefined)
    throw refused('patAllocation', undefined, 'who holds PAT at first, since nothing can be minted later');
  // The owner is not deployed yet; the company stands for it in the checks that follow: its account holds no other office.
  return { governance, spot: deploymentParameters({ ...spot, owner: company }, company) };
}

function refused(name: string, observed: unknown, allowed: string): InvalidInputError {
  return new InvalidInputError({ path: `parameters.${name}`, observed, allowed });
}
