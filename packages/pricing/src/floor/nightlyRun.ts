import { checkInteger, checkUnixSeconds } from '../units/checks.ts';
import { InvalidInputError, PhasegateError } from '../units/errors.ts';
import { ceilDiv } from '../units/mulDiv.ts';
import { parseWad } from '../units/parseWad.ts';
import { MAX_WAD, type UnixSeconds, type Wad } from '../units/units.ts';
import { auditOf, type FloorAudit } from './floorAudit.ts';
import { type FloorBook, type ToolFloor, withTool } from './floorBook.ts';

/** What one tool cost since its last record. */
export interface CostRecord {
  readonly toolId: string;
  /** Decimal strings of GBP, at least 0. */
  readonly infrastructureSpendGbp: string;
  readonly marketingAllocationGbp: string;
  readonly totalRuns: number;
  readonly recordedAt: UnixSeconds;
}

/** One night over all tools; the rules are those of `reduceFloorBook`. */
export function nightlyRun(
  book: FloorBook,
  records: readonly CostRecord[],
  now: UnixSeconds,
): { readonly state: FloorBook; readonly audit: readonly FloorAudit[] } {
  if (!Array.isArray(records))
    throw new InvalidInputError({ path: 'event.records', observed: records, allowed: 'an array' });
  let next = book;
  const audit: FloorAudit[] = [];
  const reported = new Set<string>();
  for (const record of records as readonly CostRecord[]) {
    const toolId: unknown = (record as CostRecord | null)?.toolId;
    const tool = typeof toolId === 'string' ? next.tools.get(toolId) : undefined;
    if (tool === undefined) {
      audit.push(unlisted(now, String(toolId)));
      continue;
    }
    reported.add(tool.toolId);
    const outcome = updated(book, tool, record, now);
    next = withTool(next, outcome.tool);
    audit.push(auditOf(book, tool, book, outcome.tool, outcome.kind, now, outcome.reason));
  }
  for (const tool of book.tools.values()) {
    if (!reported.has(tool.toolId))
      audit.push(auditOf(book, tool, book, tool, 'kept', now, 'no cost record'));
  }
  return { state: next, audit };
}

interface Outcome {
  readonly tool: ToolFloor;
  readonly kind: 'floor' | 'kept';
  readonly reason: string;
}

function updated(book: FloorBook, tool: ToolFloor, record: CostRecord, now: UnixSeconds): Outcome {
  const { totalRuns, recordedAt } = record;
  let cost: bigint;
  try {
    checkInteger('totalRuns', totalRuns, 0);
    checkUnixSeconds('recordedAt', recordedAt);
    cost =
      parseWad(record.infrastructureSpendGbp) + parseWad(record.marketingAllocationGbp) + tool.carriedGbp;
  } catch (error) {
    if (!(error instanceof PhasegateError)) throw error;
    return { tool, kind: 'kept', reason: `refused: ${error.message}` };
  }
  const kept = (reason: string): Outcome => ({ tool, kind: 'kept', reason });
  if (cost > MAX_WAD) return kept('refused: the cost is out of range');
  if (recordedAt > now) return kept('refused: recorded in the future');
  if (now - recordedAt > book.staleAfterSeconds) return kept(`refused: stale by ${now - recordedAt} s`);
  if (tool.recordedAt !== undefined && recordedAt <= tool.recordedAt)
    return kept('refused: not newer than the last');
  if (totalRuns === 0) {
    return {
      tool: { ...tool, carriedGbp: cost as Wad, recordedAt },
      kind: 'kept',
      reason: 'no runs: cost carried',
    };
  }
  const runs = BigInt(totalRuns);
  const wanted = ceilDiv(cost, runs);
  const last = tool.costPerRunGbp;
  // A tool that cost nothing has no step to be a part of.
  const step = last === undefined || last === 0n ? wanted : ceilDiv(last * BigInt(book.maxStepBps), 10_000n);
  const [lowest, highest] = [(last ?? 0n) - step, (last ?? 0n) + step];
  const costPerRun = wanted > highest ? highest : wanted < lowest ? lowest : wanted;
  const shortfall = cost - costPerRun * runs;
  return {
    tool: {
      ...tool,
      costPerRunGbp: costPerRun as Wad,
      carriedGbp: (shortfall > 0n ? shortfall : 0n) as Wad,
      recordedAt,
    },
    kind: 'floor',
    reason:
      wanted > highest
        ? 'step up clamped, rest carried'
        : wanted < lowest
          ? 'step down clamped'
          : 'cost record',
  };
}

function unlisted(at: UnixSeconds, toolId: string): FloorAudit {
  const nothing = {
    floorBefore: undefined,
    floorAfter: undefined,
    markupBefore: undefined,
    markupAfter: undefined,
  };
  return { at, toolId: toolId.slice(0, 200), kind: 'kept', ...nothing, reason: 'refused: not listed' };
}
