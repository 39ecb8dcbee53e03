import { PhasegateError, type Quantity, type Wad } from '@phasegate/pricing/units';

/** The trade would lift what the vault may owe above its cap. */
export class UtilisationCapError extends PhasegateError {
  readonly obligations: Wad;
  readonly limit: Wad;
  /** Lots that would still have passed. */
  readonly largestLots: Quantity;

  constructor(obligations: Wad, limit: Wad, largestLots: Quantity) {
    super(
      `obligations would be ${obligations}, above the vault's limit ${limit}. Trade at most ${largestLots} lots, or wait for deposits or expiries.`,
    );
    this.obligations = obligations;
    this.limit = limit;
    this.largestLots = largestLots;
  }
}

/** The vault buys back only what it has sold, series by series. */
export class NotSoldError extends PhasegateError {
  readonly series: string;
  readonly lots: Quantity;
  readonly sold: Quantity;

  constructor(series: string, lots: Quantity, sold: Quantity) {
    super(`the vault has sold ${sold} lots of ${series}; it can't take back ${lots}.`);
    this.series = series;
    this.lots = lots;
    this.sold = sold;
  }
}

/** The vault owes more than it holds: a state that no trade leads to. */
export class InsolventVaultError extends PhasegateError {
  readonly obligations: Wad;
  readonly assets: Wad;

  constructor(obligations: Wad, assets: Wad) {
    super(`the vault would owe ${obligations} and holds ${assets}; it may never owe more than it holds.`);
    this.obligations = obligations;
    this.assets = assets;
  }
}
