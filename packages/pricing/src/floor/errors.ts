import { InvalidInputError, PhasegateError } from '../units/errors.ts';

/** A cost per run was asked of a period without runs. */
export class ZeroRunsError extends InvalidInputError {
  constructor() {
    super({
      path: 'totalRuns',
      observed: 0,
      allowed: 'at least 1',
      remedy: 'Keep the last floor; a nightly run does so and carries the cost',
    });
  }
}

/** Someone other than a tool's developer tried to change its markup. */
export class NotTheDeveloperError extends PhasegateError {
  readonly toolId: string;
  readonly caller: string;

  constructor(toolId: string, caller: string) {
    super(`the markup of ${toolId} is its developer's alone; ${caller} is not. Ask the developer`);
    this.toolId = toolId;
    this.caller = caller;
  }
}

/** A tool is not in the book, is there already, or has no cost record yet. */
export class ToolUnavailableError extends PhasegateError {
  readonly toolId: string;

  constructor(toolId: string, why: string) {
    super(`tool ${toolId} ${why}`);
    this.toolId = toolId;
  }
}
