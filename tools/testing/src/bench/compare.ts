/** Work to time: does some of it and says how many operations that was. */
export interface Timed {
  readonly name: string;
  readonly run: () => number;
}

/** Work, the reference it is measured against, and the bar: the most it may cost as a multiple of the reference. */
export interface Comparison {
  readonly subject: Timed;
  readonly reference: Timed;
  readonly atMost?: number;
}

/** One line of a bench. `cost` is the ratio that counts; the times drift with the machine. */
export interface BenchRow {
  readonly name: string;
  readonly reference: string;
  readonly cost: number;
  readonly nanoseconds?: number;
  readonly atMost?: number;
}

/** Rounds that count, after two that let the compiler settle. */
const ROUNDS = 9;
const WARM_UP = 2;
const ROUND_MILLISECONDS = 60;

/**
 * Times every comparison, subject and reference in alternation within one run: `cost` is the median over the rounds of
 * `time of an operation of the subject / time of one of the reference`. CPU time of this process, so that neighbours on a
 * busy machine lengthen neither.
 */
export function compareAll(comparisons: readonly Comparison[]): readonly BenchRow[] {
  return comparisons.map(({ subject, reference, atMost }) => {
    const ratios: number[] = [];
    const times: number[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const time = nanoseconds(subject.run);
      const ratio = time / nanoseconds(reference.run);
      if (round < 0) continue;
      ratios.push(ratio);
      times.push(time);
    }
    return {
      name: subject.name,
      reference: reference.name,
      cost: median(ratios),
      nanoseconds: median(times),
      ...(atMost === undefined ? {} : { atMost }),
    };
  });
}

function nanoseconds(run: () => number): number {
  const start = process.cpuUsage();
  let operations = 0;
  let microseconds = 0;
  do {
    operations += run();
    const { user, system } = process.cpuUsage(start);
    microseconds = user + system;
  } while (microseconds < ROUND_MILLISECONDS * 1_000);
  return (microseconds * 1_000) / operations;
}

/** The middle one of an odd number of values. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) / 2]!;
}
