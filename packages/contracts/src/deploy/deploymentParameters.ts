import { type Bps, InvalidInputError } from '@phasegate/pricing';
import { isAddress, ZeroAddress } from 'ethers';

/** What a deployment may choose. Amounts are wei of PAT. */
export interface DeploymentParameters {
  /** Owner of every contract; default the signer. In production a timelock. */
  readonly owner?: string;
  /** Where the broker's spread goes; default the owner. */
  readonly brokerWallet?: string;
  /** Who admits institutions; default the owner. */
  readonly registrar?: string;
  /** Largest supply of PAT, below 2^88; default 300 million PAT. */
  readonly patCap?: bigint;
  /** Margin stamped on new segments, 0 to 5000; default 3000. */
  readonly brokerMarginBps?: Bps | number;
  /** How old a segment may be when it is listed, in seconds; default one day. */
  readonly maxBackdateSeconds?: number;
  /** Purchases below this ask stay out of the index; default 0.01 PAT. */
  readonly minIndexAsk?: bigint;
  /** Purchases below this margin stay out of the index; default 100. */
  readonly minIndexMarginBps?: number;
}

/**
 * Fills in what was left out and checks the rest, so that nothing is sent that a constructor would refuse or misread.
 *
 * @throws InvalidInputError naming the parameter, also for one that does not exist.
 */
export function deploymentParameters(
  given: DeploymentParameters,
  signerAddress: string,
): Required<DeploymentParameters> {
  const owner = given.owner ?? signerAddress;
  const parameters: Required<DeploymentParameters> = {
    owner,
    brokerWallet: given.brokerWallet ?? owner,
    registrar: given.registrar ?? owner,
    patCap: given.patCap ?? 300_000_000n * 10n ** 18n,
    brokerMarginBps: given.brokerMarginBps ?? 3_000,
    maxBackdateSeconds: given.maxBackdateSeconds ?? 86_400,
    minIndexAsk: given.minIndexAsk ?? 10n ** 16n,
    minIndexMarginBps: given.minIndexMarginBps ?? 100,
  };
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(parameters, name)) {
      throw new InvalidInputError({
        path: 'parameters',
        observed: name,
        allowed: `some of ${Object.keys(parameters).join(', ')}`,
      });
    }
  }
  const { brokerWallet, registrar } = parameters;
  for (const [name, value] of Object.entries({ owner, brokerWallet, registrar })) {
    const ok = typeof value === 'string' && isAddress(value) && value !== ZeroAddress;
    if (!ok) throw refused(name, value, 'an address, not zero');
  }
  checkInteger('patCap', parameters.patCap, 1n, 2n ** 88n - 1n);
  checkInteger('brokerMarginBps', parameters.brokerMarginBps, 0, 5_000);
  checkInteger('maxBackdateSeconds', parameters.maxBackdateSeconds, 0, 2 ** 32 - 1);
  checkInteger('minIndexAsk', parameters.minIndexAsk, 0n, 2n ** 88n - 1n);
  checkInteger('minIndexMarginBps', parameters.minIndexMarginBps, 0, 5_000);
  return parameters;
}

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
