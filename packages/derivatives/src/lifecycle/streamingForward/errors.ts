import { PhasegateError, type Quantity } from '@phasegate/pricing/units';
import type { Weight } from './deliveredWeight.ts';

/** A voucher for less than one redeemed before. */
export class StaleVoucherError extends PhasegateError {
  readonly cumulativeWeight: Weight;
  readonly vouched: Weight;

  constructor(input: { cumulativeWeight: Weight; vouched: Weight }) {
    super(
      `the voucher stands for a weight of ${input.cumulativeWeight}; ${input.vouched} is vouched for already. ` +
        `Redeem the latest voucher.`,
    );
    this.cumulativeWeight = input.cumulativeWeight;
    this.vouched = input.vouched;
  }
}

/** A voucher for more than the whole order. */
export class VoucherExceedsOrderError extends PhasegateError {
  readonly cumulativeWeight: Weight;
  readonly ordered: Weight;

  constructor(input: { cumulativeWeight: Weight; ordered: Weight }) {
    super(`the voucher stands for a weight of ${input.cumulativeWeight}; the order is ${input.ordered}.`);
    this.cumulativeWeight = input.cumulativeWeight;
    this.ordered = input.ordered;
  }
}

/** No posted delivery of this number is open. */
export class UnknownPostingError extends PhasegateError {
  readonly posting: number;

  constructor(posting: number) {
    super(`posting ${posting} is not open; it was settled or never made.`);
    this.posting = posting;
  }
}

/** As many posted deliveries are open as may be. */
export class TooManyPostingsError extends PhasegateError {
  readonly pending: number;

  constructor(pending: number) {
    super(`${pending} postings are open, which is the most; settle one first.`);
    this.pending = pending;
  }
}

/** A dispute of what is disputed, or a ruling on what is not. */
export class DisputeStateError extends PhasegateError {
  readonly posting: number;
  readonly disputed: boolean;

  constructor(input: { posting: number; disputed: boolean }) {
    super(`posting ${input.posting} is ${input.disputed ? 'disputed already' : 'not disputed'}.`);
    this.posting = input.posting;
    this.disputed = input.disputed;
  }
}

/** The stream can't be concluded while posted deliveries are open. */
export class PostingsPendingError extends PhasegateError {
  readonly pending: number;

  constructor(pending: number) {
    super(`${pending} postings are open; settle them when their time is up, then conclude.`);
    this.pending = pending;
  }
}

/** A header of another provider or stream, or of a unit outside the posting. */
export class ForeignHeaderError extends PhasegateError {
  readonly serial: Quantity;

  constructor(serial: Quantity) {
    super(`the header of serial ${serial} is not one of these units; show one that is.`);
    this.serial = serial;
  }
}

/** A header that the terms allow: it refutes nothing. */
export class HeaderKeepsTermsError extends PhasegateError {
  readonly serial: Quantity;

  constructor(serial: Quantity) {
    super(`the unit of serial ${serial} is what was ordered; dispute the posting if it never came.`);
    this.serial = serial;
  }
}

/** Two headers of different contents, or of one serial. */
export class NotDoubleSaleError extends PhasegateError {
  readonly serial: Quantity;
  readonly other: Quantity;

  constructor(serial: Quantity, other: Quantity) {
    super(`serials ${serial} and ${other} prove no double sale: that takes one content under two serials.`);
    this.serial = serial;
    this.other = other;
  }
}
