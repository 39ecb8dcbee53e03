import { amihud } from './amihud.ts';
import { depth } from './depth.ts';
import { kyleLambda } from './kyleLambda.ts';
import { roll } from './roll.ts';

/** Measures of liquidity, for fresh-equivalent prices. */
export const liquidity: {
  readonly amihud: typeof amihud;
  readonly roll: typeof roll;
  readonly kyleLambda: typeof kyleLambda;
  readonly depth: typeof depth;
} = { amihud, roll, kyleLambda, depth };
