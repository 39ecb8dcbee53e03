import { type StreamEvent, type UnitHeader, unitHeaderTypes } from '@phasegate/derivatives';
import type { TypedDataField, Wallet } from 'ethers';
import type { dealOf, StreamChain } from './streamChain.ts';

type Deal = ReturnType<typeof dealOf>;
type Types = Record<string, TypedDataField[]>;
type Signer = Pick<Wallet, 'signTypedData'>;

/** A deal with its number, and what is signed of it. */
export class SignedDeal {
  readonly #world: StreamChain;
  readonly deal: Deal;
  readonly id: string;
  readonly #domain: { name: string; version: string; chainId: bigint; verifyingContract: string };

  constructor(world: StreamChain, deal: Deal, id: string, chainId: bigint) {
    this.#world = world;
    this.deal = deal;
    this.id = id;
    const verifyingContract = world.streams.address;
    this.#domain = { name: 'Phasegate StreamingForward', version: '1', chainId, verifyingContract };
  }

  /** Who sends an event and the call; what needs a signature is signed here. */
  async callOf(event: StreamEvent): Promise<readonly [from: string, data: string]> {
    const { buyer, provider, arbiter, stranger } = this.#world;
    const from = { buyer: buyer.address, provider: provider.address, arbiter: arbiter.address } as Record<
      string,
      string
    >;
    const call = (name: string, ...args: readonly unknown[]): string =>
      this.#world.streams.interface.encodeFunctionData(name, [this.deal, ...args] as never);
    switch (event.type) {
      case 'redeem':
        return [
          stranger.address,
          call('redeem', event.cumulativeWeight, await this.voucher(event.cumulativeWeight)),
        ];
      case 'post':
        return [
          from[event.by]!,
          call('post', event.commitment, event.firstSerial, event.units, event.weight),
        ];
      case 'dispute':
        return [from[event.by]!, call('dispute', event.posting)];
      case 'rule':
        return [from[event.by]!, call('rule', event.posting, event.upheld)];
      case 'refute':
        return [
          from[event.by]!,
          call('refute', event.posting, event.header, await this.signedHeader(event.header)),
        ];
      case 'proveDoubleSale': {
        const signatures = await Promise.all(event.headers.map((header) => this.signedHeader(header)));
        return [from[event.by] ?? stranger.address, call('proveDoubleSale', event.headers, signatures)];
      }
      case 'settlePosting':
        return [stranger.address, call('settlePosting', event.posting)];
      case 'callClose':
        return [from[event.by] ?? stranger.address, call('callClose')];
      case 'cancel':
        return [buyer.address, call('cancel', await this.#sign(provider, CANCEL, { stream: this.id }))];
      default:
        return [stranger.address, call('conclude')];
    }
  }

  voucher(cumulativeWeight: bigint): Promise<string> {
    return this.#sign(this.#world.buyer, VOUCHER, { stream: this.id, cumulativeWeight });
  }

  signedHeader(header: UnitHeader): Promise<string> {
    return this.#sign(this.#world.provider, unitHeaderTypes as unknown as Types, { ...header });
  }

  #sign(signer: Signer, types: Types, value: Record<string, unknown>): Promise<string> {
    return signer.signTypedData(this.#domain, types, value);
  }
}

const VOUCHER: Types = {
  Voucher: [
    { name: 'stream', type: 'bytes32' },
    { name: 'cumulativeWeight', type: 'uint64' },
  ],
};
const CANCEL: Types = { Cancel: [{ name: 'stream', type: 'bytes32' }] };
