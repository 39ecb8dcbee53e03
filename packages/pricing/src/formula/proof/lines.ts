import type { FormulaInput } from '../formulaInputs.ts';

/** A line through the box of the inputs: one input runs, the others stand. */
export interface Line {
  readonly name: string;
  readonly input: FormulaInput;
  readonly others: ReadonlyMap<string, number>;
}

/**
 * The lines along each input in turn, the others at every combination of low, middle and high (of low and high from six
 * inputs on).
 */
export function lines(inputs: readonly (readonly [string, FormulaInput])[]): readonly Line[] {
  const levels = inputs.length < 6 ? [0, 0.5, 1] : [0, 1];
  const combinations = levels.length ** (inputs.length - 1);
  return inputs.flatMap(([name, input]) => {
    const others = inputs.filter(([other]) => other !== name);
    return Array.from({ length: combinations }, (_, combination) => {
      const standing = others.map(([other, { from, to }], i) => {
        const level = levels[Math.floor(combination / levels.length ** i) % levels.length]!;
        return [other, from + (to - from) * level] as const;
      });
      return { name, input, others: new Map(standing) };
    });
  });
}
