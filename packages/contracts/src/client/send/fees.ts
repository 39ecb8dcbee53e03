import { mulDivUp } from '@phasegate/pricing/units';
import { asked } from '../../contract/callFailedError.ts';
import type { ClientProvider } from '../chain/openProvider.ts';

/** What a transaction may use and pay: gas units, and wei of the chain's own coin per unit. */
export interface Fees {
  readonly gasLimit: bigint;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/** Fees set by hand; what is left out is estimated. */
export type GivenFees = { readonly [K in keyof Fees]?: Fees[K] | undefined };

/** Added to a plain EVM's estimate: a purchase in a new hour opens an index bucket and costs more than one before it. */
const GAS_HEADROOM_PERCENT = 125n;

/**
 * Estimates a transaction's fees where they are not given: by `zks_estimateFee` on ZKsync, else by gas estimate (plus a
 * quarter, rounded up) and EIP-1559 fee history.
 *
 * @throws {RevertError} or the libraries' own error when the transaction would revert: it is not sent then. @throws
 * {CallFailedError} when the node gives no estimate for another reason.
 */
export async function estimateFees(
  client: ClientProvider,
  transaction: { from: string; to: string | undefined; data: string; value: bigint },
  given: GivenFees = {},
): Promise<Fees> {
  const { gasLimit, maxFeePerGas, maxPriorityFeePerGas } = given;
  if (gasLimit !== undefined && maxFeePerGas !== undefined && maxPriorityFeePerGas !== undefined) {
    return { gasLimit, maxFeePerGas, maxPriorityFeePerGas };
  }
  const request = { ...transaction, to: transaction.to ?? null, type: 2 };
  const estimated = await asked('the fee estimate', () =>
    client.kind === 'zksync'
      ? client.provider.estimateFee(request)
      : estimatePlain(client, request, gasLimit),
  );
  const feeCap = maxFeePerGas ?? estimated.maxFeePerGas;
  const tip = maxPriorityFeePerGas ?? estimated.maxPriorityFeePerGas;
  return {
    gasLimit: gasLimit ?? estimated.gasLimit,
    maxFeePerGas: feeCap,
    // A node refuses a tip above the cap.
    maxPriorityFeePerGas: tip < feeCap ? tip : feeCap,
  };
}

async function estimatePlain(
  client: Extract<ClientProvider, { kind: 'evm' }>,
  request: { from: string; to: string | null; data: string; value: bigint },
  gasLimit: bigint | undefined,
): Promise<Fees> {
  const [gas, fees] = await Promise.all([
    gasLimit ?? client.provider.estimateGas(request),
    client.provider.getFeeData(),
  ]);
  const maxFeePerGas = fees.maxFeePerGas ?? fees.gasPrice ?? 0n;
  return {
    gasLimit: gasLimit ?? mulDivUp(gas, GAS_HEADROOM_PERCENT, 100n),
    maxFeePerGas,
    maxPriorityFeePerGas: fees.maxPriorityFeePerGas ?? 0n,
  };
}
