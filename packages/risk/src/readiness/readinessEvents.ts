import {
  type Bps,
  checkAmount,
  checkBoolean,
  checkInteger,
  checkList,
  checkObject,
  checkText,
  checkUnixSeconds,
  InvalidInputError,
  type UnixSeconds,
  type Wad,
  type Word,
} from '@phasegate/pricing/units';

/**
 * An event as the contracts' follower delivers it: its name, when it happened and its arguments. Integers may be numbers or
 * bigints. Names that readiness does not know are passed over.
 */
export interface ChainEvent {
  readonly name: string;
  readonly blockTimestamp: UnixSeconds;
  readonly args: Readonly<Record<string, unknown>>;
  readonly transactionHash?: string;
}

/** Reads the arguments of one event, each checked, with the event's name in the path of what is refused. */
export class EventReader {
  readonly #path: string;
  readonly event: ChainEvent;

  constructor(path: string, event: ChainEvent) {
    this.#path = path;
    this.event = event;
  }

  amount(name: string): Wad {
    const value = this.event.args[name];
    checkAmount(this.path(name), value);
    return value as Wad;
  }

  integer(name: string): number {
    const value = this.event.args[name];
    const number = typeof value === 'bigint' ? Number(value) : value;
    checkInteger(this.path(name), number, 0);
    return number;
  }

  bps(name: string): Bps {
    return this.integer(name) as Bps;
  }

  word(name: string): Word {
    const value = this.event.args[name];
    checkAmount(this.path(name), value);
    return value;
  }

  boolean(name: string): boolean {
    const value = this.event.args[name];
    checkBoolean(this.path(name), value);
    return value;
  }

  /** An address in the form by which accounts are told apart. */
  account(name: string): string {
    const value = this.event.args[name];
    checkText(this.path(name), value);
    return value.toLowerCase();
  }

  /** An argument that has fields of its own, as a reader of those. */
  fields(name: string): EventReader {
    const value = this.event.args[name];
    checkObject(this.path(name), value);
    return new EventReader(this.path(name), { ...this.event, args: value as ChainEvent['args'] });
  }

  /** Where an argument stands, for errors. */
  path(name: string): string {
    return `${this.#path}.${name}`;
  }
}

/** @throws {InvalidInputError} unless a list of events in the order in which they happened. */
export function checkEvents(events: readonly unknown[]): asserts events is readonly ChainEvent[] {
  checkList('events', events);
  let last = 0;
  for (const [i, event] of events.entries()) {
    const path = `events[${i}]`;
    checkObject(path, event);
    const { name, blockTimestamp, args } = event as Partial<ChainEvent>;
    checkText(`${path}.name`, name);
    checkUnixSeconds(`${path}.blockTimestamp`, blockTimestamp);
    checkObject(`${path}.args`, args);
    if (blockTimestamp < last) {
      throw new InvalidInputError({
        path: `${path}.blockTimestamp`,
        observed: blockTimestamp,
        allowed: `not before the event in front of it, at ${last}`,
        remedy: 'Pass events in the order of the chain',
      });
    }
    last = blockTimestamp;
  }
}
