import { InsufficientAllowanceError } from '@phasegate/pricing/refusals';
import { checkBigint, checkFields, InvalidInputError, type Wad } from '@phasegate/pricing/units';
import { MaxUint256 } from 'ethers';
import { asked } from '../../contract/callFailedError.ts';
import { type SentTransaction, sendCall, WAIT_FIELDS, type WaitOptions } from '../call/sendCall.ts';
import { checkSegmentId } from './checkSegmentId.ts';
import { PermitUnusableError } from './permitUnusableError.ts';
import { type Batch, batchOf } from './purchases.ts';
import type { SignedPermit } from './signPermit.ts';
import type { SpotSource } from './spotSource.ts';

/** One segment to buy. */
export interface Order {
  readonly id: bigint;
  /** The most to pay, in wei of PAT. */
  readonly maxAsk: bigint;
}

/** How a purchase is sent and how deep it must be before it counts. */
export interface PurchaseTerms extends WaitOptions {
  /** The same key never buys twice. */
  readonly key?: string;
}

/** What a purchase cost. */
export interface Purchase {
  /** Wei of PAT paid. */
  readonly ask: Wad;
  /** The provider's part. */
  readonly payout: Wad;
  readonly hash: string;
  readonly blockNumber: number;
}

/**
 * Buys one access right and waits for it: with an allowance, for a `recipient` who consented, or with a permit.
 *
 * With a key keep the permit as well: one signed anew makes another transaction, which the key refuses.
 *
 * @throws {AskAboveMaxError} and the marketplace's other refusals. @throws {PermitUnusableError} when the permit gives no
 * allowance and there is no other. @throws {InvalidInputError} on a malformed order, or a permit together with a recipient. @throws {PhasegateError} as sending and waiting do.
 */
export async function buy(
  source: SpotSource,
  order: Order & PurchaseTerms & { readonly recipient?: string; readonly permit?: SignedPermit },
): Promise<Purchase> {
  checkFields('order', order, ['id', 'maxAsk', 'recipient', 'permit', 'key', ...WAIT_FIELDS]);
  const { id, maxAsk, recipient, permit, key, ...waiting } = order;
  checkOrder('', order);
  if (recipient !== undefined && permit !== undefined) {
    throw new InvalidInputError({
      path: 'permit',
      observed: permit,
      allowed: 'given only without `recipient`',
      remedy: 'Approve PAT to buy for somebody else',
    });
  }
  const { endpoint, addresses, contracts } = source;
  const to = { contract: contracts.marketplace, key };
  let sent: SentTransaction;
  if (permit !== undefined) {
    const args = [id, maxAsk, permit] as const;
    sent = await sendCall(endpoint, addresses, { ...to, name: 'buySegmentWithPermit', args }).catch(
      async (cause: unknown) => {
        throw await permitError(source, permit, cause);
      },
    );
  } else if (recipient !== undefined) {
    const args = [id, maxAsk, recipient] as const;
    sent = await sendCall(endpoint, addresses, { ...to, name: 'buySegmentFor', args });
  } else {
    sent = await sendCall(endpoint, addresses, { ...to, name: 'buySegment', args: [id, maxAsk] });
  }
  const mined = await sent.wait(waiting);
  const { ask, payout } = batchOf(mined.events).filled[0]!;
  return { ask, payout, hash: mined.hash, blockNumber: mined.blockNumber };
}

/** What a missing allowance says about the permit that should have given it. */
async function permitError(source: SpotSource, permit: SignedPermit, cause: unknown): Promise<unknown> {
  if (!(cause instanceof InsufficientAllowanceError)) return cause;
  const block = await asked('getBlock', () => source.endpoint.provider.getBlock('latest'));
  const { needed } = cause.facts;
  return new PermitUnusableError({ permit, needed, timestamp: block!.timestamp, cause });
}

/** The most that one transaction takes. */
const MAX_BATCH = 100;

/**
 * Buys up to 100 segments in one transaction and waits for it. `strict` buys all or nothing; otherwise what can't be bought
 * is skipped and told with its reason.
 *
 * @throws {SegmentSoldOutError} and the marketplace's other refusals when strict and an item is unavailable. @throws {InvalidInputError} on no order, more than 100 or a
 * malformed one. @throws {PhasegateError} as sending and waiting do.
 */
export async function buyBatch(
  source: SpotSource,
  input: PurchaseTerms & {
    readonly orders: readonly Order[];
    readonly strict: boolean;
    readonly recipient?: string;
  },
): Promise<Batch & { readonly hash: string; readonly blockNumber: number }> {
  checkFields('input', input, ['orders', 'strict', 'recipient', 'key', ...WAIT_FIELDS]);
  const { orders, strict, recipient, key, ...waiting } = input;
  if (!Array.isArray(orders) || orders.length === 0 || orders.length > MAX_BATCH) {
    throw new InvalidInputError({ path: 'orders', observed: orders, allowed: `1 to ${MAX_BATCH} orders` });
  }
  for (const [i, order] of (orders as readonly Order[]).entries()) {
    checkFields(`orders[${i}]`, order, ['id', 'maxAsk']);
    checkOrder(`orders[${i}].`, order);
  }
  const { endpoint, addresses, contracts } = source;
  const sent = await sendCall(endpoint, addresses, {
    contract: contracts.marketplace,
    name: 'buySegments',
    args: [
      orders.map(({ id, maxAsk }: Order) => ({ id, maxAsk })),
      strict,
      recipient ?? endpoint.account?.address ?? '',
    ],
    key,
  });
  const mined = await sent.wait(waiting);
  return { ...batchOf(mined.events), hash: mined.hash, blockNumber: mined.blockNumber };
}

function checkOrder(path: string, order: Order): void {
  checkSegmentId(`${path}id`, order?.id);
  checkBigint(`${path}maxAsk`, order?.maxAsk, 0n, MaxUint256);
}
