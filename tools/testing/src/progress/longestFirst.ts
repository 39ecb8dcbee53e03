import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take half a minute or more, the longest first. */
export const LONG: readonly string[] = [
  'solidity/solidity.test.ts',
  'governance/clearing.test.ts',
  'proofs/proofs.test.ts',
  'spotSequences/spotSequences.test.ts',
  'vault/vaultSequences.test.ts',
  'streams/streamSequences.test.ts',
  'clearingHouse/clearingSequences.test.ts',
  'settlement/settlementSequences.test.ts',
  'quoteDesk/quoteSequences.test.ts',
  'cli/phasegate.test.ts',
];

/** Begins with the longest files: what is begun last is waited for alone. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const place = LONG.findIndex((file) => moduleId.endsWith(file));
  return place < 0 ? LONG.length : place;
}
