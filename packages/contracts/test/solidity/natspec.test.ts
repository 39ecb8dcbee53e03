import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const contracts = join(import.meta.dirname, '..', '..', 'contracts');
/** Where an integrator or auditor reads what a call, an event or a refusal means. */
const FILES = [
  'clearing/IClearingHouse.sol',
  'clearing/IQuoteDesk.sol',
  'gate/IPhaseGate.sol',
  'gate/IReadinessMeter.sol',
  'marketplace/IDataMarketplace.sol',
  'governance/BoundedTimelock.sol',
  'governance/OwnerTimelock.sol',
  'governance/PhaseGovernor.sol',
  'token/PAT.sol',
];

/** A declaration that others see, and the comment above it. */
interface Declaration {
  readonly title: string;
  readonly comment: string;
  readonly parameters: readonly string[];
  readonly returns: number;
}

const DECLARATION =
  /((?:^ *\/\/\/.*\n)*)^ *(error|event|function|constructor)\b ?(\w*)\(([^;{]*?)\)([^;{]*)[;{]/gm;

function declarations(source: string): Declaration[] {
  return [...source.matchAll(DECLARATION)]
    .filter(([, , kind, , , rest]) => !(kind === 'function' && /\b(internal|private|override\()/.test(rest!)))
    .map(([, comment, kind, name, parameters, rest]) => ({
      title: `${kind} ${name}`,
      comment: comment!,
      parameters: parameters!
        .split(',')
        .map((parameter) => parameter.trim().split(/\s+/))
        .filter((words) => words.length > 1)
        .map((words) => words.at(-1)!),
      returns: /\breturns\b/.test(rest!) ? 1 : 0,
    }));
}

/** What a comment leaves out. */
function gaps({ comment, parameters, returns }: Declaration): string[] {
  if (comment.includes('@inheritdoc')) return [];
  const missing = parameters.filter((name) => !new RegExp(`@param ${name} \\S`).test(comment));
  if (returns > 0 && !/@return \S/.test(comment)) missing.push('@return');
  if (!/@(notice|param) \S/.test(comment)) missing.push('@notice');
  return missing;
}

test.each(FILES)('default: %s says what each error, event, parameter and result is', (file) => {
  const found = declarations(readFileSync(join(contracts, file), 'utf8'));
  expect(found.length).toBeGreaterThan(0);
  expect(found.flatMap((entry) => gaps(entry).map((gap) => `${entry.title}: ${gap}`))).toEqual([]);
});

test('behavior: what is left out is found', () => {
  const source = `
    /// @notice Refused.
    /// @param a First.
    error Bad(uint256 a, uint256 b);
    event Gone(address indexed who);
    /// @notice Some.
    function some(uint256 x) external returns (uint256);
    /// @inheritdoc ISome
    function other(uint256 x) external;
    function hidden(uint256 x) private {`;
  expect(declarations(source).map(gaps)).toEqual([['b'], ['who', '@notice'], ['x', '@return'], []]);
});
