import type { Fill } from '@phasegate/market';

/** What a transaction is for: the rows of the gas table. */
export type StepKind =
  | 'setup'
  | 'list'
  | 'buy'
  | 'buyWithPermit'
  | 'buyFor'
  | 'buyBatch'
  | 'reprice'
  | 'reference'
  | 'owner'
  | 'withdraw'
  | 'claim';

/** One transaction of the plan, with what the rules expect of it. */
export interface TransactionStep {
  readonly kind: StepKind;
  readonly at: number;
  readonly from: string;
  readonly to: 'marketplace' | 'pat' | 'phaseGate' | 'ownerTimelock';
  readonly data: string | Promise<string>;
  readonly gasLimit: number;
  /** Purchases it must make, in order. */
  readonly fills?: readonly Fill[];
  /** Custom error it must be refused with; nothing is then sent. */
  readonly refusal?: string;
}

/** Deploys a new implementation and lets the owner put it in place. */
export interface UpgradeStep {
  readonly kind: 'upgrade';
  readonly at: number;
}

/** A moment at which the whole spot market is compared with the chain. */
export interface CheckpointStep {
  readonly kind: 'checkpoint';
  readonly at: number;
  readonly label: string;
}

export type Step = TransactionStep | UpgradeStep | CheckpointStep;
