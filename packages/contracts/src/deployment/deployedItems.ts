import { PhasegateError } from '@phasegate/pricing/units';

/** The chain does not hold what was deployed: another node answered, or a transaction was lost. */
export class DeploymentMismatchError extends PhasegateError {
  readonly item: string;
  readonly observed: unknown;
  readonly expected: unknown;

  constructor(item: string, observed: unknown, expected: unknown) {
    super(`${item} on chain is ${String(observed)}; deployed was ${String(expected)}. Deploy again`);
    this.item = item;
    this.observed = observed;
    this.expected = expected;
  }
}

/** A figure of a deployment: its name, what the chain says, what was asked for. */
export type DeployedItem = readonly [item: string, observed: unknown, expected: unknown];

/** @throws {DeploymentMismatchError} naming the first item that differs; addresses may differ in case. */
export function checkItems(items: readonly DeployedItem[]): void {
  for (const [item, observed, expected] of items) {
    if (String(observed).toLowerCase() !== String(expected).toLowerCase()) {
      throw new DeploymentMismatchError(item, observed, expected);
    }
  }
}
