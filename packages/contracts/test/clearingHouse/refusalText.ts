import { refusalOf } from '@phasegate/contracts';
import {
  type AccessCell,
  AccessDeniedError,
  MalformedSeriesError,
  PARTICIPANT_CLASSES,
  PRODUCTS,
} from '@phasegate/derivatives';
import { PhasegateError } from '@phasegate/pricing/units';
import { KINDS, wordArguments } from './calls.ts';

/** `accepted` with what came of it, or the error with its facts in words. */
export function outcomeOf<T>(act: () => T): readonly [string, T?] {
  try {
    return ['accepted', act()];
  } catch (cause) {
    if (!(cause instanceof PhasegateError)) throw cause;
    if (cause instanceof AccessDeniedError) return [deniedText(cause.cell, cause.paused)];
    if (cause instanceof MalformedSeriesError) {
      const { a, b, c } = wordArguments(cause);
      return [factsText('MalformedSeriesError', [KINDS.indexOf(cause.kind), a, b, c])];
    }
    const { name: _, message: __, stack: ___, ...facts } = cause as Error & Record<string, unknown>;
    return [factsText(cause.constructor.name, Object.values(facts))];
  }
}

/** The contract's error in the same words: its twin's name, its arguments in order. */
export function refusalText(cause: unknown): string {
  const refusal = refusalOf(cause);
  if (refusal === undefined) throw cause;
  const { reason } = refusal;
  const facts: Readonly<Record<string, unknown>> = refusal.facts;
  if (reason === 'PhaseGate_ProductPaused')
    return factsText('AccessDeniedError', [facts['product'], 'paused']);
  if (reason === 'PhaseGate_NotAllowed')
    return factsText('AccessDeniedError', [facts['product'], facts['phase'], facts['class']]);
  return factsText(
    `${reason.replace(/^(SettlementOracle|ClearingHouse|QuoteDesk)_/, '')}Error`,
    Object.values(facts),
  );
}

function deniedText({ product, phase, participantClass }: AccessCell, paused: boolean): string {
  const number = PRODUCTS.indexOf(product);
  if (paused) return factsText('AccessDeniedError', [number, 'paused']);
  return factsText('AccessDeniedError', [number, phase, PARTICIPANT_CLASSES.indexOf(participantClass)]);
}

function factsText(name: string, facts: readonly unknown[]): string {
  return `${name}: ${facts.map(String).join(', ')}`;
}
