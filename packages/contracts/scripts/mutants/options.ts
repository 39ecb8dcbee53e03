import { parseArgs } from 'node:util';
import { ALL_MUTANTS } from './allMutants.ts';
import { GROUPS, type Mutant } from './mutant.ts';

export const HELP = `pnpm mutants [--group <group>] [--only <name>] [--json]

Puts each fault of scripts/mutants/list into the contracts and runs the stateful suites alone against it.
Exits with 1 when one survives, or when the text that it changes is not there exactly once.

  --group <group>  only these: ${GROUPS.join(', ')}; may be repeated
  --only <name>    only this one; may be repeated
  --json           verdicts as JSON
  --help           this text

Progress goes to the standard error stream. A run compiles once, for minutes, and takes seconds for each mutant.
`;

export interface Options {
  readonly help: boolean;
  readonly json: boolean;
  /** The chosen ones by their numbers. */
  readonly chosen: ReadonlyMap<number, Mutant>;
}

/** @throws {Error} for an option, a group or a name that there is not. */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      group: { type: 'string', multiple: true, default: [] },
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  refuseUnknown('group', values.group, GROUPS);
  refuseUnknown(
    'mutant',
    values.only,
    ALL_MUTANTS.map(({ name }) => name),
  );
  const all = values.group.length === 0 && values.only.length === 0;
  const chosen = [...ALL_MUTANTS.entries()].filter(
    ([, { group, name }]) => all || values.group.includes(group) || values.only.includes(name),
  );
  const numbered = chosen.map(([position, mutant]) => [position + 1, mutant] as const);
  return { help: values.help, json: values.json, chosen: new Map(numbered) };
}

function refuseUnknown(kind: string, given: readonly string[], known: readonly string[]): void {
  const unknown = given.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`There is no ${kind} ${unknown}. There are: ${known.join(', ')}`);
}
