/**
 * `pnpm --filter @phasegate/risk bench [--json]`: the pre-trade check, portfolio measures, margin and spread, each as a ratio
 * to a reference timed in alternation. Exits with 1 when a bar is missed.
 */
import { compareAll, reportBench } from '@phasegate/testing';
import { exposureComparisons } from './exposure.ts';
import { marginComparisons } from './margin.ts';
import { portfolioComparisons } from './portfolio.ts';

reportBench(compareAll([...exposureComparisons(), ...portfolioComparisons(), ...marginComparisons()]));
