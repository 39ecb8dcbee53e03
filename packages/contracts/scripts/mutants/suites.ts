/** The stateful suites, which need no other test: below `contracts`. */
export const SUITES: readonly string[] = [
  'marketplace/Invariants.t.sol',
  'gate/PhaseGateInvariants.t.sol',
  'governance/BadFaith.t.sol',
  'clearing/ClearingInvariants.t.sol',
];

/** The suites, the one of a file's own folder first: it is the likeliest to notice a mutant there. */
export function suitesFor(file: string): readonly string[] {
  const isOwn = (suite: string): boolean => suite.split('/')[0] === file.split('/')[0];
  return [...SUITES.filter(isOwn), ...SUITES.filter((suite) => !isOwn(suite))];
}
