import { PhasegateError } from '../units/errors.ts';

/** A text formula is not plain arithmetic over its named inputs, or its values are not those of a price or curve. */
export class FormulaRefusedError extends PhasegateError {
  readonly text: string;
  readonly reason: string;

  constructor(text: unknown, reason: string) {
    const shown = typeof text === 'string' ? JSON.stringify(text.slice(0, 120)) : `a ${typeof text}`;
    super(
      `formula ${shown} is refused: ${reason}. Write arithmetic (+ - * / ^, comparisons, a ? b : c) over the named inputs`,
    );
    this.text = typeof text === 'string' ? text : '';
    this.reason = reason;
  }
}

/** A text was given where its parser can't be loaded on the spot: outside Node. */
export class FormulaParserMissingError extends PhasegateError {
  readonly text: string;

  constructor(text: string) {
    super(
      `formula ${JSON.stringify(text.slice(0, 120))} needs the parser of mathjs, which only Node loads on demand. ` +
        "Compile it with compileFormula of '@phasegate/pricing/formula' and pass it as formula",
    );
    this.text = text;
  }
}
