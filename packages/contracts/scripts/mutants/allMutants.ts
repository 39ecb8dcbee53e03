import { claims } from './list/claims.ts';
import { clearing } from './list/clearing.ts';
import { gate } from './list/gate.ts';
import { index } from './list/index.ts';
import { money } from './list/money.ts';
import { quotes } from './list/quotes.ts';
import { rules } from './list/rules.ts';
import { settlement } from './list/settlement.ts';
import { time } from './list/time.ts';
import { words } from './list/words.ts';
import type { Mutant } from './mutant.ts';

/** A mutant's number is its place here, from 1; 0 is the contracts as they are. */
export const ALL_MUTANTS: readonly Mutant[] = [
  money,
  claims,
  time,
  words,
  rules,
  index,
  gate,
  clearing,
  quotes,
  settlement,
].flat();
