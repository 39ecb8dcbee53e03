import type { UnixSeconds, Wad } from '../units/units.ts';
import { type FloorBook, floorAt, type ToolFloor } from './floorBook.ts';

/** What changed, or why something did not. */
export interface FloorAudit {
  readonly at: UnixSeconds;
  readonly toolId: string;
  readonly kind: 'listed' | 'markup' | 'margin' | 'floor' | 'kept';
  readonly floorBefore: Wad | undefined;
  readonly floorAfter: Wad | undefined;
  readonly markupBefore: Wad | undefined;
  readonly markupAfter: Wad | undefined;
  readonly reason: string;
}

/** The record of a change, or of none. */
export function auditOf(
  bookBefore: FloorBook,
  before: ToolFloor | undefined,
  bookAfter: FloorBook,
  after: ToolFloor,
  kind: FloorAudit['kind'],
  at: UnixSeconds,
  reason: string,
): FloorAudit {
  return {
    at,
    toolId: after.toolId,
    kind,
    floorBefore: before === undefined ? undefined : floorAt(before, bookBefore.targetMarginBps),
    floorAfter: floorAt(after, bookAfter.targetMarginBps),
    markupBefore: before?.markupCredits,
    markupAfter: after.markupCredits,
    reason,
  };
}
