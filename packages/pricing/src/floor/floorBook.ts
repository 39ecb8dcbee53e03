import { checkInteger, checkMap, checkObject, checkText } from '../units/checks.ts';
import type { Seconds, UnixSeconds, Wad } from '../units/units.ts';
import { MAX_TARGET_MARGIN_BPS } from './costFloor.ts';
import { ToolUnavailableError } from './errors.ts';
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

/**
 * All tools and the one target margin; changed by `reduceFloorBook`. Floors are computed when read, so a margin change
 * touches no tool.
 */
export interface FloorBook {
  /** Over cost, in basis points. */
  readonly targetMarginBps: number;
  /** Largest change of a cost per run in one night, in basis points of the last. */
  readonly maxStepBps: number;
  readonly staleAfterSeconds: Seconds;
  readonly tools: ReadonlyMap<string, ToolFloor>;
}

/**
 * A book without tools.
 *
 * @param parameters `pricingParameters().floor`.
 * @throws {InvalidInputError} on settings out of bounds.
 * @example floorBook(pricingParameters().floor).targetMarginBps // 3000
 */
export function floorBook(parameters: Omit<FloorBook, 'tools'>): FloorBook {
  checkObject('parameters', parameters);
  const { targetMarginBps, maxStepBps, staleAfterSeconds } = parameters;
  checkInteger('targetMarginBps', targetMarginBps, 0, MAX_TARGET_MARGIN_BPS);
  checkInteger('maxStepBps', maxStepBps, 1, 10_000);
  checkInteger('staleAfterSeconds', staleAfterSeconds, 1);
  return { targetMarginBps, maxStepBps, staleAfterSeconds, tools: new Map() };
}

/**
 * The floor of a tool in credits: `ceil(cost per run x (1 + target margin) x 10)`; absent before its first cost record.
 *
 * @throws {ToolUnavailableError} when the tool is not in the book.
 * @example
 * const tool = { toolId: 'a', markupCredits: parseWad('2'), costPerRunGbp: parseWad('0.05') };
 * const book = { ...floorBook(pricingParameters().floor), tools: new Map([['a', tool]]) };
 * formatWad(floorOf(book, 'a')) // '0.65'
 */
export function floorOf(book: FloorBook, toolId: string): Wad | undefined {
  return floorAt(toolOf(book, toolId), book.targetMarginBps);
}

/**
 * What one run costs a consumer, in credits: floor plus markup.
 *
 * @throws {ToolUnavailableError} when the tool is not in the book or has no cost record yet.
 * @example
 * const tool = { toolId: 'a', markupCredits: parseWad('2'), costPerRunGbp: parseWad('0.05') };
 * const book = { ...floorBook(pricingParameters().floor), tools: new Map([['a', tool]]) };
 * formatWad(priceOf(book, 'a')) // '2.65'
 */
export function priceOf(book: FloorBook, toolId: string): Wad {
  const floor = floorOf(book, toolId);
  if (floor === undefined)
    throw new ToolUnavailableError(toolId, 'has no cost record yet. Run the night first');
  return (floor + toolOf(book, toolId).markupCredits) as Wad;
}

/** @throws {ToolUnavailableError} when the tool is not in the book. */
export function toolOf(book: FloorBook, toolId: string): ToolFloor {
  checkObject('book', book);
  checkMap('book.tools', book.tools);
  checkText('toolId', toolId);
  const tool = book.tools.get(toolId);
  if (tool === undefined) throw new ToolUnavailableError(toolId, 'is not listed');
  return tool;
}

/** The book with one tool replaced. */
export function withTool(book: FloorBook, tool: ToolFloor): FloorBook {
  return { ...book, tools: new Map(book.tools).set(tool.toolId, tool) };
}

/** A tool's floor at a target margin; absent before its first cost record. */
export function floorAt(tool: ToolFloor, targetMarginBps: number): Wad | undefined {
  return tool.costPerRunGbp === undefined
    ? undefined
    : wholesaleFloor({ cost: tool.costPerRunGbp, runs: 1n, targetMarginBps, creditsPerGbp: CREDITS_PER_GBP });
}
