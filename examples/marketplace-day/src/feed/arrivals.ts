import { seededRandom } from './random.ts';
import type { Session } from './session.ts';

/** A session with the Unix second at which it arrived. */
export interface Arrival {
  readonly session: Session;
  readonly at: number;
}

const DAY = 86_400;

/**
 * Gives sessions synthetic arrival times, since feeds have none: seeded, uniform over the days of the session's month
 * that are weekend days or not, as the row says. In order of time.
 */
export function arrivals(sessions: readonly Session[], year: number, seed: number): Arrival[] {
  const random = seededRandom(seed, 'arrivals');
  const days = new Map<string, number[]>();
  for (let month = 0; month < 12; month++) {
    const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    for (let day = 1; day <= length; day++) {
      const date = new Date(Date.UTC(year, month, day));
      const key = `${month}:${date.getUTCDay() % 6 === 0}`;
      const list = days.get(key);
      if (list === undefined) days.set(key, [date.getTime() / 1000]);
      else list.push(date.getTime() / 1000);
    }
  }
  return sessions
    .map((session) => {
      const choices = days.get(`${session.month}:${session.weekend}`)!;
      const at = choices[random.integer(0, choices.length - 1)]! + random.integer(0, DAY - 1);
      return { session, at };
    })
    .sort((a, b) => a.at - b.at || a.session.line - b.session.line);
}
