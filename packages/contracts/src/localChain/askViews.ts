import { Interface } from 'ethers';
import { viewBatchAbi } from '../generated/viewBatch/abi.ts';
import { viewBatchBytecode } from '../generated/viewBatch/bytecode.ts';

/** A call of a view. */
export interface View {
  readonly to: string;
  /** Calldata, as hex. */
  readonly data: string;
}

type Request = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** No contract lives there; for the time of a call it has the code of `ViewBatch`. */
const LENT = '0x0000000000000000000000000000000000ba7c40';
const SELECTOR = new Interface(viewBatchAbi).getFunction('ask')!.selector;
/** More in one request gains nothing. */
const BATCH = 500;

/** Asks views in batches. Encoded and decoded by hand: over many values a codec takes longer than the chain. */
export async function askViews(request: Request, views: readonly View[]): Promise<readonly string[]> {
  const answers: string[] = [];
  for (let from = 0; from < views.length; from += BATCH) {
    const batch = views.slice(from, from + BATCH);
    const call = { to: LENT, data: encode(batch), gas: '0xfffffff' };
    const answer = await request('eth_call', [call, 'latest', { [LENT]: { code: viewBatchBytecode } }]);
    answers.push(...decode(String(answer)));
  }
  return answers;
}

function encode(views: readonly View[]): string {
  let offset = views.length * 32;
  const offsets: string[] = [];
  const items = views.map(({ to, data }) => {
    const bytes = data.slice(2);
    const padded = bytes.padEnd(Math.ceil(bytes.length / 64) * 64, '0');
    const item = word(BigInt(to)) + word(64) + word(bytes.length / 2) + padded;
    offsets.push(word(offset));
    offset += item.length / 2;
    return item;
  });
  return `${SELECTOR}${word(32)}${word(views.length)}${offsets.join('')}${items.join('')}`;
}

function decode(answer: string): readonly string[] {
  const number = (at: number): number => Number(`0x${answer.slice(2 + at * 2, 2 + at * 2 + 64)}`);
  // The array's place is in the first word; offsets count from behind its length.
  const heads = number(0) + 32;
  return Array.from({ length: number(heads - 32) }, (_, i) => {
    const at = heads + number(heads + i * 32);
    const start = 2 + (at + 32) * 2;
    return `0x${answer.slice(start, start + number(at) * 2)}`;
  });
}

function word(value: number | bigint): string {
  return value.toString(16).padStart(64, '0');
}
