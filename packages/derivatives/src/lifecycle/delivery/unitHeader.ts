import {
  type Bps,
  checkAmount,
  checkBps,
  checkFields,
  checkMarketId,
  checkSeconds,
  checkText,
  type MarketId,
  type Quantity,
  type UnixSeconds,
} from '@phasegate/pricing/units';
import { checkHash } from './deliveredUnit.ts';

/** What a provider signs of each streamed unit. Its serial is one across all the provider's streams. */
export interface UnitHeader {
  readonly provider: string;
  readonly serial: Quantity;
  /** Number of the stream, 0x and 64 lower-case hex digits. */
  readonly stream: string;
  readonly market: MarketId;
  readonly contentHash: string;
  /** Unix seconds. */
  readonly issuedAt: UnixSeconds;
  readonly confidenceBps: Bps;
}

/** EIP-712 types of a {@link UnitHeader}, as the contract hashes it. */
export const unitHeaderTypes = {
  UnitHeader: [
    { name: 'provider', type: 'address' },
    { name: 'serial', type: 'uint64' },
    { name: 'stream', type: 'bytes32' },
    { name: 'market', type: 'uint16' },
    { name: 'contentHash', type: 'bytes32' },
    { name: 'issuedAt', type: 'uint40' },
    { name: 'confidenceBps', type: 'uint16' },
  ],
} as const;

/** @throws {InvalidInputError} a malformed header. */
export function checkHeader(path: string, header: UnitHeader): void {
  checkFields(path, header, [
    'provider',
    'serial',
    'stream',
    'market',
    'contentHash',
    'issuedAt',
    'confidenceBps',
  ]);
  checkText(`${path}.provider`, header.provider);
  checkAmount(`${path}.serial`, header.serial);
  checkHash(`${path}.stream`, header.stream);
  checkMarketId(`${path}.market`, header.market);
  checkHash(`${path}.contentHash`, header.contentHash);
  checkSeconds(`${path}.issuedAt`, header.issuedAt);
  checkBps(`${path}.confidenceBps`, header.confidenceBps);
}
