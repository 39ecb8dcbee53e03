import type { Property } from './properties.ts';
import type { Diagnostic, SolidityCompiler } from './solidityCompiler.ts';
import type { Solver } from './solver.ts';

/** What came of a property. */
export interface Proof {
  readonly property: Property;
  /**
   * `proven`: no value of the inputs breaks it. `refuted`: the solver has one that does. `undecided`: within its limit it
   * found neither. `vacuous`: no value fulfils what the property assumes. `looping`: what it runs has loops, which the
   * bounded checker cuts off, so that it wasn't asked.
   */
  readonly verdict: 'proven' | 'refuted' | 'undecided' | 'vacuous' | 'looping';
  /** What broke it, or which claims were left. */
  readonly details: readonly string[];
  /** Questions that the solver was asked. */
  readonly queries: number;
  readonly seconds: number;
}

/** Claims by `assert`, and of checked arithmetic that it never overflows. */
const MODEL_CHECKER = {
  engine: 'bmc',
  solvers: ['smtlib2'],
  targets: ['assert', 'overflow', 'underflow', 'divByZero'],
  showUnproved: true,
  showProvedSafe: true,
};
const FALSE_CLAIM = 'assert(false)';
const TARGET = /^BMC: .* (?:check is (safe)!|(might happen) here\.|(happens) here\.)/;

/**
 * Proves one property with the compiler's bounded model checker. Without loops in what a property runs the bound leaves
 * nothing out. A second function with the same assumptions claims what is false: where that is "safe" too, the
 * assumptions contradict each other and the proof would be of nothing.
 */
export async function proveProperty(
  property: Property,
  { compiler, solver }: { readonly compiler: SolidityCompiler; readonly solver: Solver },
): Promise<Proof> {
  if (property.loops) return { property, verdict: 'looping', details: [], queries: 0, seconds: 0 };
  const begun = performance.now();
  const end = property.source.lastIndexOf('}');
  const content = `${property.source.slice(0, end)}\n${controlOf(property.body)}\n}\n`;
  const contracts = { [property.path]: [property.name.replace(/\..*/, '')] };
  const settings = { modelChecker: { ...MODEL_CHECKER, contracts } };
  let queries = 0;
  const answer = (query: string): Promise<string> => {
    queries += 1;
    return solver.answer(query);
  };
  const { errors = [] } = await readably(() =>
    compiler.compile({ path: property.path, content, settings, answer }),
  );
  const targets = errors.filter(({ message }) => TARGET.test(message));
  const falseClaim = content.lastIndexOf(FALSE_CLAIM);
  const startOf = ({ sourceLocation }: Diagnostic): number =>
    sourceLocation?.file === property.path ? sourceLocation.start : -1;
  const claims = targets.filter((target) => startOf(target) < end);
  const control = targets.find((target) => startOf(target) === falseClaim);
  if (claims.length === 0 || control === undefined) {
    throw new Error(`${property.name} claims nothing that the model checker sees`);
  }
  const broken = claims.filter((target) => outcome(target) === 'refuted');
  const open = claims.filter((target) => outcome(target) === 'undecided');
  const verdict =
    broken.length > 0
      ? 'refuted'
      : open.length > 0
        ? 'undecided'
        : outcome(control) === 'proven'
          ? 'vacuous'
          : 'proven';
  return {
    property,
    verdict,
    details: [...broken, ...open].map(summary),
    queries,
    seconds: (performance.now() - begun) / 1000,
  };
}

/** The function under another name, with its claims assumed but the last, in whose place stands a false one. */
function controlOf(body: string): string {
  const from = body.lastIndexOf('assert(');
  if (from === -1) throw new Error(`A property claims by assert: ${body.slice(0, 80)}`);
  const to = body.indexOf(');', from) + 2;
  const assumed = body.slice(0, from).replaceAll('assert(', 'require(');
  return `${assumed}${FALSE_CLAIM};${body.slice(to)}`.replace(/^function (\w+)/, 'function control_$1');
}

function outcome({ message }: Diagnostic): 'proven' | 'undecided' | 'refuted' {
  const [, safe, might] = TARGET.exec(message)!;
  return safe !== undefined ? 'proven' : might !== undefined ? 'undecided' : 'refuted';
}

/** A finding in a few lines: what and where, and the values that are not 0 of the solver's example. */
function summary({ formattedMessage }: Diagnostic): string {
  const lines = formattedMessage.split('\n').map((line) => line.trim());
  const place = lines.find((line) => line.startsWith('-->')) ?? '';
  const values = lines.filter((line) => /^[^=|]\S* = (?!0$|false$)/.test(line));
  const what = lines[0]!.replace(/^Warning: BMC: /, '');
  return [what, place, values.join(', ')].filter((line) => line !== '').join(' ');
}

const UNREADABLE = 'Invalid format of values in SMT answer';
const TRIES = 3;

/**
 * Now and then the solver's threads write a counterexample that the compiler can't read, and the same question is answered
 * readably the next time. No verdict comes of an answer that wasn't read.
 */
async function readably<T>(ask: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await ask();
    } catch (cause) {
      if (tried === TRIES || !(cause as Error).message.includes(UNREADABLE)) throw cause;
    }
  }
}
