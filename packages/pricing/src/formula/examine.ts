import type { FormulaInput } from './formulaInputs.ts';

/** Evaluations an examination may cost, a few hundred milliseconds at most. */
const MOST_EVALUATIONS = 200_000;
const FINEST = 4_096;
/** Float noise allowed where a value must not rise or fall, relative to it. */
const SLACK = 1e-9;

/**
 * Looks for a reason to refuse a formula: along each of its inputs in turn, on up to 4,097 points from end to end, while
 * the others stand at every combination of low, middle and high (of low and high from six inputs on). Everywhere the
 * value must be a finite number of at least 0 and follow the input's shape.
 *
 * @returns the first reason found, or `undefined`.
 */
export function examine(
  evaluate: (scope: ReadonlyMap<string, number>) => number,
  inputs: readonly (readonly [string, FormulaInput])[],
): string | undefined {
  const levels = inputs.length < 6 ? [0, 0.5, 1] : [0, 1];
  const combinations = levels.length ** Math.max(0, inputs.length - 1);
  const points = Math.min(FINEST, Math.floor(MOST_EVALUATIONS / (Math.max(1, inputs.length) * combinations)));
  if (inputs.length === 0) return reasonAt(evaluate(new Map()), new Map());
  for (const [name, input] of inputs) {
    const others = inputs.filter(([other]) => other !== name);
    for (let combination = 0; combination < combinations; combination++) {
      const scope = new Map<string, number>();
      let rest = combination;
      for (const [other, { from, to }] of others) {
        scope.set(other, from + (to - from) * levels[rest % levels.length]!);
        rest = Math.floor(rest / levels.length);
      }
      let previous: number | undefined;
      for (let i = 0; i <= points; i++) {
        scope.set(name, input.from + ((input.to - input.from) * i) / points);
        const value = evaluate(scope);
        const reason = reasonAt(value, scope) ?? shapeReason(input, name, previous, value, scope);
        if (reason !== undefined) return reason;
        previous = value;
      }
    }
  }
  return undefined;
}

function reasonAt(value: number, scope: ReadonlyMap<string, number>): string | undefined {
  if (Number.isFinite(value) && value >= 0) return undefined;
  return `its value is ${value}${at(scope)}, not a finite number of at least 0`;
}

function shapeReason(
  { shape }: FormulaInput,
  name: string,
  previous: number | undefined,
  value: number,
  scope: ReadonlyMap<string, number>,
): string | undefined {
  if (shape === undefined || previous === undefined) return undefined;
  const change = shape === 'rises' ? previous - value : value - previous;
  if (change <= SLACK * Math.max(previous, value)) return undefined;
  const [does, must] = shape === 'rises' ? ['falls', 'not fall'] : ['rises', 'not rise'];
  return `it ${does} from ${previous} to ${value}${at(scope)} and must ${must} when ${name} rises`;
}

function at(scope: ReadonlyMap<string, number>): string {
  return scope.size === 0 ? '' : ` at ${[...scope].map(([name, value]) => `${name} = ${value}`).join(', ')}`;
}
