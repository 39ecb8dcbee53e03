/**
 * `pnpm --filter @phasegate/derivatives bench [--json]`: European prices, Greeks and implied volatility, averages and early
 * exercise, each as a ratio to a reference timed in alternation. Exits with 1 when a bar is missed.
 */
import { compareAll, reportBench } from '@phasegate/testing';
import { blackComparisons } from './black.ts';
import { exoticComparisons } from './exotics.ts';

reportBench(compareAll([...blackComparisons(), ...exoticComparisons()]));
