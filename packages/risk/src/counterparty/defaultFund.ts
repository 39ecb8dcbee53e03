import {
  checkAmount,
  checkInteger,
  checkList,
  checkObject,
  checkText,
  type Wad,
} from '@phasegate/pricing/units';
import { allocateProRata } from './allocateProRata.ts';

/** A member's loss beyond its own collateral in each stress scenario (same order for all), and its margin. */
export interface FundMember {
  readonly participant: string;
  /** PAT wei, zero or more, one a scenario (`StressResult.participants[].uncovered`). */
  readonly uncovered: readonly Wad[];
  /** Average margin posted, PAT wei: the weight of its contribution. */
  readonly margin: Wad;
}

export interface DefaultFund {
  /** PAT wei. */
  readonly size: Wad;
  /** The scenario and the members that set the size; -1 and none when nothing is uncovered. */
  readonly scenario: number;
  readonly defaulters: readonly string[];
  /** Contributions in the order of the members; they add up to `size`. */
  readonly contributions: readonly Wad[];
}

/**
 * Default-fund sizing: the largest sum, over scenarios, of the uncovered losses of the `cover` worst members together
 * (cover-1 or cover-2). Contributions are pro rata to margin, exact to the wei, equal when nobody posted margin.
 *
 * @param input.cover 1 or 2
 * @throws {InvalidInputError} no members, scenario lists of different length, negative amounts
 * @example
 * defaultFund({ cover: 1, members: [
 *   { participant: 'a', uncovered: [5n, 0n], margin: 1n }, { participant: 'b', uncovered: [4n, 7n], margin: 3n },
 * ] }) // { size: 7n, scenario: 1, defaulters: ['b'], contributions: [2n, 5n] }
 *
 * Source: CPMI-IOSCO, "Principles for financial market infrastructures" (2012), principle 4.
 */
export function defaultFund(input: {
  readonly members: readonly FundMember[];
  readonly cover: 1 | 2;
}): DefaultFund {
  checkObject('input', input);
  const { cover, members } = input;
  checkInteger('cover', cover, 1, 2);
  checkList('members', members, 1);
  checkObject('members[0]', members[0]);
  const scenarios = members[0].uncovered.length;
  members.forEach((member, i) => {
    checkText(`members[${i}].participant`, member.participant);
    checkAmount(`members[${i}].margin`, member.margin);
    checkInteger(`members[${i}].uncovered.length`, member.uncovered.length, scenarios, scenarios);
    member.uncovered.forEach((loss, s) => checkAmount(`members[${i}].uncovered[${s}]`, loss));
  });
  let size = 0n as Wad;
  let scenario = -1;
  let defaulters: readonly string[] = [];
  for (let s = 0; s < scenarios; s++) {
    const worst = members
      .filter((member) => member.uncovered[s]! > 0n)
      .sort((a, b) => (a.uncovered[s]! > b.uncovered[s]! ? -1 : a.uncovered[s]! < b.uncovered[s]! ? 1 : 0))
      .slice(0, cover);
    const together = worst.reduce((sum, member) => sum + member.uncovered[s]!, 0n) as Wad;
    if (together > size) {
      size = together;
      scenario = s;
      defaulters = worst.map((member) => member.participant);
    }
  }
  const margins = members.map((member) => member.margin);
  const weights = margins.some((margin) => margin > 0n) ? margins : margins.map(() => 1n);
  return { size, scenario, defaulters, contributions: allocateProRata(size, weights) };
}
