import { measureClearing } from './measureClearing.ts';
import { measureClearingHouse } from './measureClearingHouse.ts';
import type { Measurement } from './measurement.ts';
import { measureQuotes } from './measureQuotes.ts';
import { measureSpot } from './measureSpot.ts';
import { measureStreams } from './measureStreams.ts';

/** Every row of the gas table, measured on fresh in-process chains. */
export async function measureAll(): Promise<Measurement> {
  return {
    ...(await measureSpot()),
    ...(await measureClearing()),
    ...(await measureClearingHouse()),
    ...(await measureQuotes()),
    ...(await measureStreams()),
  };
}
