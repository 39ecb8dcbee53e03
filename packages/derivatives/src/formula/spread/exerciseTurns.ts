import { deviationsAbove, type GivenSpread, spreadGiven } from './callGiven.ts';

/** A call that is this many deviations in or out of the money is a straight line to float64. */
const FAR = 9;
/** Deviations that a smooth interval may span: a normal law over them is easy for a rule of 16 points. */
const SPAN = 4;
/** The widest interval taken as smooth: z has a density too. */
const WIDEST = 2.5;

/**
 * Where, on the axis of z, one of the two calls turns from out of the money to in the money: a test for `integrate` of whether an
 * interval has to be halved. A turn may be as sharp as a kink (`rest` of 0). As z grows, S less A only rises, only falls or turns
 * once, so that the two ends and that point show every crossing.
 */
export function exerciseTurns(given: GivenSpread): (a: number, b: number) => boolean {
  const { forward, rest } = given;
  const turning = turningPoint(given);
  const turns = (from: number, to: number): boolean => {
    const [first, last] = [spreadGiven(given, from), spreadGiven(given, to)];
    return (['low', 'high'] as const).some((side) => {
      const before = deviationsAbove(forward * first.growth, first[side], rest);
      const after = deviationsAbove(forward * last.growth, last[side], rest);
      const isFar = (before > FAR && after > FAR) || (before < -FAR && after < -FAR);
      return !isFar && Math.abs(before - after) > SPAN;
    });
  };
  return (a, b) => {
    if (b - a > WIDEST) return true;
    return turning > a && turning < b ? turns(a, turning) || turns(turning, b) : turns(a, b);
  };
}

/** Where S and A, given z, have the same slope; NaN or infinite when nowhere. */
function turningPoint({ forward, againstForward, shared, other }: GivenSpread): number {
  const [own, against] = [shared * forward, other * againstForward];
  return own > 0 && against > 0
    ? Math.log(against / own) / (shared - other) + 0.5 * (shared + other)
    : Number.NaN;
}
