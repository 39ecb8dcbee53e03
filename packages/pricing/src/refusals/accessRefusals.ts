import { PhasegateError } from '../units/errors.ts';
import type { AccessCell, Phase, Product } from './accessCell.ts';

function name(cell: AccessCell): string {
  return `${cell.action} ${cell.product} by ${cell.participantClass} in phase ${cell.phase}`;
}

/**
 * The access matrix, or a pause, does not let this participant do this now: on chain `PhaseGate_NotAllowed`, where a pause
 * is `PhaseGate_ProductPaused` and names no cell.
 */
export class AccessDeniedError extends PhasegateError {
  readonly cell: AccessCell;
  readonly paused: boolean;

  constructor(input: { cell: AccessCell; paused: boolean }) {
    super(
      `${name(input.cell)} is ${input.paused ? 'paused' : 'not allowed by the access matrix'}. ` +
        `Closing, delivering, settling and withdrawing stay open.`,
    );
    this.cell = input.cell;
    this.paused = input.paused;
  }
}

/** Spot cells, CLOSE cells and those of lapsed participants, who may only reduce, are the same for ever. */
export class ImmutableCellError extends PhasegateError {
  readonly cell: AccessCell;

  constructor(cell: AccessCell) {
    super(
      `${name(cell)} can't be changed; only OPEN cells of products other than spot and classes other than lapsed can.`,
    );
    this.cell = cell;
  }
}

/** A product is never opened before the phase that introduces it. */
export class BeforeProductError extends PhasegateError {
  readonly product: Product;
  readonly phase: Phase;
  readonly firstPhase: Phase;

  constructor(input: { product: Product; phase: Phase; firstPhase: Phase }) {
    super(
      `${input.product} can't be opened in phase ${input.phase}; it starts in phase ${input.firstPhase}. ` +
        `Loosen a cell of phase ${input.firstPhase} or later.`,
    );
    this.product = input.product;
    this.phase = input.phase;
    this.firstPhase = input.firstPhase;
  }
}

/** The cell already stands as asked; a change that changes nothing is a mistake. */
export class CellUnchangedError extends PhasegateError {
  readonly cell: AccessCell;
  readonly open: boolean;

  constructor(input: { cell: AccessCell; open: boolean }) {
    super(
      `${name(input.cell)} is ${input.open ? 'open' : 'closed'} already. Check the phase, class and product named.`,
    );
    this.cell = input.cell;
    this.open = input.open;
  }
}
