import { checkInteger, checkUnixSeconds, checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import type { Seconds, UnixSeconds, Wad } from '../units/units.ts';
import { MAX_TARGET_MARGIN_BPS } from './costFloor.ts';
import { NotTheDeveloperError, ToolUnavailableError } from './errors.ts';
import { CREDITS_PER_GBP, wholesaleFloor } from './wholesaleFloor.ts';

/** One tool: what it costs the platform and what its developer adds. */
export interface ToolFloor {
  readonly toolId: string;
  readonly developer: string;
  /** Credits a run, Wad; changed by the developer only. */
  readonly markupCredits: Wad;
  /** GBP a run, Wad, after the bounded step; absent until a first cost record. */
  readonly costPerRunGbp: Wad | undefined;
  /** GBP not yet covered by floors, because a step was clamped or nothing ran. */
  readonly carriedGbp: Wad;
  /** Time of the last cost record used. */
  readonly recordedAt: UnixSeconds | undefined;
}

/** All tools and the one target margin. Floors are computed when read, so a margin change touches no tool. */
export interface FloorBook {
  /** Over cost, in basis points. */
  readonly targetMarginBps: number;
  /** Largest change of a cost per run in one night, in basis points of the last. */
  readonly maxStepBps: number;
  readonly staleAfterSeconds: Seconds;
  readonly tools: ReadonlyMap<string, ToolFloor>;
}

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

/** A new book and the records of what changed. */
export interface FloorChange {
  readonly book: FloorBook;
  readonly audit: readonly FloorAudit[];
}

/**
 * A book without tools.
 *
 * @param parameters `pricingParameters().floor`.
 * @throws InvalidInputError on settings out of bounds.
 * @example floorBook(pricingParameters().floor).targetMarginBps // 3000
 */
export function floorBook(parameters: Omit<FloorBook, 'tools'>): FloorBook {
  const { targetMarginBps, maxStepBps, staleAfterSeconds } = parameters;
  checkInteger('targetMarginBps', targetMarginBps, 0, MAX_TARGET_MARGIN_BPS);
  checkInteger('maxStepBps', maxStepBps, 1, 10_000);
  checkInteger('staleAfterSeconds', staleAfterSeconds, 1);
  return { targetMarginBps, maxStepBps, staleAfterSeconds, tools: new Map() };
}

/**
 * The floor of a tool in credits: `ceil(cost per run x (1 + target margin) x 10)`; absent before its first cost record.
 *
 * @throws ToolUnavailableError when the tool is not in the book.
 * @example cost per run 0.05 GBP at 30 % // 0.65 credits
 */
export function floorOf(book: FloorBook, toolId: string): Wad | undefined {
  return floorAt(toolOf(book, toolId), book.targetMarginBps);
}

/**
 * What one run costs a consumer, in credits: floor plus markup.
 *
 * @throws ToolUnavailableError when the tool is not in the book or has no cost record yet.
 * @example floor 0.65, markup 2.00 // 2.65
 */
export function priceOf(book: FloorBook, toolId: string): Wad {
  const floor = floorOf(book, toolId);
  if (floor === undefined)
    throw new ToolUnavailableError(toolId, 'has no cost record yet. Run the night first');
  return (floor + toolOf(book, toolId).markupCredits) as Wad;
}

/**
 * Lists a tool; it has no floor until a first cost record.
 *
 * @throws ToolUnavailableError when it is listed already. @throws InvalidInputError on malformed input.
 * @example listTool(book, { toolId: 'summarise', developer: 'dana', markupCredits: parseWad('2'), at }).audit[0].kind // 'listed'
 */
export function listTool(
  book: FloorBook,
  input: {
    readonly toolId: string;
    readonly developer: string;
    readonly markupCredits: Wad;
    readonly at: UnixSeconds;
  },
): FloorChange {
  const { toolId, developer, markupCredits, at } = input;
  checkName('toolId', toolId);
  checkName('developer', developer);
  checkWad('markupCredits', markupCredits);
  checkUnixSeconds('at', at);
  if (book.tools.has(toolId)) throw new ToolUnavailableError(toolId, 'is listed already');
  const tool: ToolFloor = {
    toolId,
    developer,
    markupCredits,
    costPerRunGbp: undefined,
    carriedGbp: 0n as Wad,
    recordedAt: undefined,
  };
  return {
    book: withTool(book, tool),
    audit: [auditOf(book, undefined, book, tool, 'listed', at, `by ${developer}`)],
  };
}

/**
 * A developer's new markup, in credits a run. Nothing else ever changes a markup.
 *
 * @throws NotTheDeveloperError for anyone else. @throws ToolUnavailableError when the tool is not in the book.
 * @throws InvalidInputError on a malformed markup.
 * @example setMarkup(book, { toolId: 'summarise', caller: 'dana', markupCredits: parseWad('3'), at }).audit[0].kind // 'markup'
 */
export function setMarkup(
  book: FloorBook,
  input: {
    readonly toolId: string;
    readonly caller: string;
    readonly markupCredits: Wad;
    readonly at: UnixSeconds;
  },
): FloorChange {
  const { toolId, caller, markupCredits, at } = input;
  checkWad('markupCredits', markupCredits);
  checkUnixSeconds('at', at);
  const tool = toolOf(book, toolId);
  if (caller !== tool.developer) throw new NotTheDeveloperError(toolId, caller);
  const changed = { ...tool, markupCredits };
  return {
    book: withTool(book, changed),
    audit: [auditOf(book, tool, book, changed, 'markup', at, `by ${caller}`)],
  };
}

/**
 * A new target margin: every floor is recalculated at once, every markup stays.
 *
 * @param input.targetMarginBps over cost, 0 to 100000.
 * @throws InvalidInputError outside it.
 * @example from 30 % to 40 %, cost per run 0.05 GBP // floor from 0.65 to 0.70 credits
 */
export function setTargetMargin(
  book: FloorBook,
  input: { readonly targetMarginBps: number; readonly at: UnixSeconds },
): FloorChange {
  checkInteger('targetMarginBps', input.targetMarginBps, 0, MAX_TARGET_MARGIN_BPS);
  checkUnixSeconds('at', input.at);
  const changed = { ...book, targetMarginBps: input.targetMarginBps };
  const reason = `target margin from ${book.targetMarginBps} to ${input.targetMarginBps} bps`;
  return {
    book: changed,
    audit: [...book.tools.values()].map((tool) =>
      auditOf(book, tool, changed, tool, 'margin', input.at, reason),
    ),
  };
}

/** @throws ToolUnavailableError when the tool is not in the book. */
export function toolOf(book: FloorBook, toolId: string): ToolFloor {
  const tool = book.tools.get(toolId);
  if (tool === undefined) throw new ToolUnavailableError(toolId, 'is not listed');
  return tool;
}

/** The book with one tool replaced. */
export function withTool(book: FloorBook, tool: ToolFloor): FloorBook {
  return { ...book, tools: new Map(book.tools).set(tool.toolId, tool) };
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

function floorAt(tool: ToolFloor, targetMarginBps: number): Wad | undefined {
  return tool.costPerRunGbp === undefined
    ? undefined
    : wholesaleFloor({ cost: tool.costPerRunGbp, runs: 1n, targetMarginBps, creditsPerGbp: CREDITS_PER_GBP });
}

function checkName(path: string, name: unknown): void {
  if (typeof name !== 'string' || name === '' || name.length > 200) {
    throw new InvalidInputError({ path, observed: name, allowed: 'a name of 1 to 200 characters' });
  }
}
