import { checkInteger, checkObject, checkUnixSeconds, checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import type { UnixSeconds, Wad } from '../units/units.ts';
import { MAX_TARGET_MARGIN_BPS } from './costFloor.ts';
import { NotTheDeveloperError, ToolUnavailableError } from './errors.ts';
import { auditOf, type FloorAudit } from './floorAudit.ts';
import { type FloorBook, type ToolFloor, toolOf, withTool } from './floorBook.ts';
import { type CostRecord, nightlyRun } from './nightlyRun.ts';

/** What happens to a floor book. Markups are credits a run; margins are over cost, in basis points. */
export type FloorEvent =
  /** A developer's tool; it has no floor until a first cost record. */
  | {
      readonly type: 'listTool';
      readonly at: UnixSeconds;
      readonly toolId: string;
      readonly developer: string;
      readonly markupCredits: Wad;
    }
  /** A developer's new markup. Nothing else ever changes a markup. */
  | {
      readonly type: 'setMarkup';
      readonly at: UnixSeconds;
      readonly toolId: string;
      readonly caller: string;
      readonly markupCredits: Wad;
    }
  /** A new target margin, 0 to 100000: every floor is recalculated at once, every markup stays. */
  | { readonly type: 'setTargetMargin'; readonly at: UnixSeconds; readonly targetMarginBps: number }
  /** The cost oracle's records, trusted in nothing. */
  | { readonly type: 'nightlyRun'; readonly at: UnixSeconds; readonly records: readonly CostRecord[] };

/**
 * The next book, and the records of what changed and what did not and why.
 *
 * `nightlyRun`: `cost per run = (spend + marketing + carried) / runs`, moved by at most `maxStepBps` of the last one. What a
 * step upward leaves uncovered is carried into the next night, so that revenue from floors over a period covers
 * cost x (1 + margin) when volume repeats: `sum of cost per run x runs + carried >= sum of costs`, always. A night without
 * runs keeps the floor and carries the cost. A record that is malformed, negative, older than `staleAfterSeconds`, from the
 * future or not newer than the last one is refused, the floor kept, and the audit says why: staleness refuses updates, never
 * sales. Tools without a record are kept and reported. Costs per run round up; the inputs are GBP at 18 decimals.
 *
 * @throws {NotTheDeveloperError} a markup set by anyone else.
 * @throws {ToolUnavailableError} a tool that is not listed, or listed already.
 * @throws {InvalidInputError} a malformed event; a malformed cost record is refused in the audit instead.
 * @example
 * const book = floorBook(pricingParameters().floor);
 * reduceFloorBook(book, { type: 'setTargetMargin', at: 5, targetMarginBps: 4_000 }).state.targetMarginBps // 4000
 */
export function reduceFloorBook(
  state: FloorBook,
  event: FloorEvent,
): { readonly state: FloorBook; readonly audit: readonly FloorAudit[] } {
  checkObject('event', event);
  checkUnixSeconds('event.at', event.at);
  switch (event.type) {
    case 'listTool': {
      const { toolId, developer, markupCredits } = event;
      checkName('event.toolId', toolId);
      checkName('event.developer', developer);
      checkWad('event.markupCredits', markupCredits);
      if (state.tools.has(toolId)) throw new ToolUnavailableError(toolId, 'is listed already');
      const tool: ToolFloor = {
        toolId,
        developer,
        markupCredits,
        costPerRunGbp: undefined,
        carriedGbp: 0n as Wad,
        recordedAt: undefined,
      };
      const audit = auditOf(state, undefined, state, tool, 'listed', event.at, `by ${developer}`);
      return { state: withTool(state, tool), audit: [audit] };
    }
    case 'setMarkup': {
      const { toolId, caller, markupCredits } = event;
      checkWad('event.markupCredits', markupCredits);
      const tool = toolOf(state, toolId);
      if (caller !== tool.developer) throw new NotTheDeveloperError(toolId, caller);
      const changed = { ...tool, markupCredits };
      const audit = auditOf(state, tool, state, changed, 'markup', event.at, `by ${caller}`);
      return { state: withTool(state, changed), audit: [audit] };
    }
    case 'setTargetMargin': {
      checkInteger('event.targetMarginBps', event.targetMarginBps, 0, MAX_TARGET_MARGIN_BPS);
      const changed = { ...state, targetMarginBps: event.targetMarginBps };
      const reason = `target margin from ${state.targetMarginBps} to ${event.targetMarginBps} bps`;
      return {
        state: changed,
        audit: [...state.tools.values()].map((tool) =>
          auditOf(state, tool, changed, tool, 'margin', event.at, reason),
        ),
      };
    }
    case 'nightlyRun':
      return nightlyRun(state, event.records, event.at);
    default:
      throw new InvalidInputError({
        path: 'event.type',
        observed: (event as { type?: unknown }).type,
        allowed: 'listTool, setMarkup, setTargetMargin or nightlyRun',
      });
  }
}

function checkName(path: string, name: unknown): asserts name is string {
  if (typeof name !== 'string' || name === '' || name.length > 200) {
    throw new InvalidInputError({ path, observed: name, allowed: 'a name of 1 to 200 characters' });
  }
}
