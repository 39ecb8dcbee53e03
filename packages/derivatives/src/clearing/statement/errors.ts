import { PhasegateError, type Word } from '@phasegate/pricing/units';

/** A book that has no figure yet. */
export class BookNotSettledError extends PhasegateError {
  readonly bookId: Word;

  constructor(bookId: Word) {
    super(`book ${bookId} is not settled; settle it from its expiry on.`);
    this.bookId = bookId;
  }
}
