import { Interface } from 'ethers';
import { abis } from '../../src/index.ts';

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.values(abis).flatMap((abi) => {
    const names: [string, string][] = [];
    new Interface(abi).forEachError(({ selector, name }) => names.push([selector, name]));
    return names;
  }),
);

/** A text with the names of errors in place of their ABI-encoding, and the end of what has no name cut off. */
export function nameErrors(text: string): string {
  return text
    .replace(/0x4e487b71[0-9a-f]*/g, 'Panic')
    .replace(/(0x[0-9a-f]{8})[0-9a-f]*/g, (data, selector: string) => {
      const name = NAMES.get(selector);
      return name ?? (data.length > 20 ? `${selector}..` : data);
    })
    .replace(/ != 0x$/, '');
}
