import { PhasegateError, type Word } from '@phasegate/pricing/units';

/** The account holds nothing of the series. */
export class NoPositionError extends PhasegateError {
  readonly account: string;
  readonly seriesId: Word;

  constructor(account: string, seriesId: Word) {
    super(`${account} holds nothing of series ${seriesId}; there is nothing to close.`);
    this.account = account;
    this.seriesId = seriesId;
  }
}
