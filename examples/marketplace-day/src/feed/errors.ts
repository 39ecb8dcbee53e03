import { PhasegateError } from '@phasegate/pricing';

/** A feed lacks columns, so that no row of it can be read. */
export class FeedHeaderError extends PhasegateError {
  readonly missing: readonly string[];

  constructor(missing: readonly string[]) {
    super(`the feed's first line must name its columns; missing: ${missing.join(', ')}`);
    this.missing = missing;
  }
}

/** No row of a feed could be used. */
export class EmptyFeedError extends PhasegateError {
  constructor() {
    super('the feed has no usable session; at least one is needed. Look at the malformed rows it reports');
  }
}
