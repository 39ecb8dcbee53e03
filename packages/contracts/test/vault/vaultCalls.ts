import { refusalOf } from '@phasegate/contracts';
import type { VaultEvent } from '@phasegate/derivatives';
import type { VaultWorld } from './vaultWorld.ts';

/** Who sends an event to the vault, and the call; what is anybody's comes from a stranger, who has the risk role. */
export function callOf(
  { chain, vault }: VaultWorld,
  event: VaultEvent,
): readonly [from: string, data: string] {
  const call = (name: string, ...args: readonly unknown[]): string =>
    vault.interface.encodeFunctionData(name, args as never);
  switch (event.type) {
    case 'requestDeposit':
      return [event.owner, call(event.type, event.assets, event.controller, event.owner)];
    case 'requestRedeem':
      return [event.owner, call(event.type, event.shares, event.controller, event.owner)];
    case 'cancelDepositRequest':
      return [event.controller, call(event.type, event.assets, event.controller)];
    case 'cancelRedeemRequest':
      return [event.controller, call(event.type, event.shares, event.controller)];
    case 'deposit':
      return [
        event.controller,
        call('deposit(uint256,address,address)', event.assets, event.receiver, event.controller),
      ];
    case 'mint':
      return [
        event.controller,
        call('mint(uint256,address,address)', event.shares, event.receiver, event.controller),
      ];
    case 'redeem':
      return [event.controller, call(event.type, event.shares, event.receiver, event.controller)];
    case 'withdraw':
      return [event.controller, call(event.type, event.assets, event.receiver, event.controller)];
    case 'transfer':
      return [event.from, call(event.type, event.to, event.shares)];
    case 'buy':
      return [event.taker, call(event.type, event.seriesId, event.lots, event.maxPremium)];
    case 'sellBack':
      return [event.taker, call(event.type, event.seriesId, event.lots, event.minPremium)];
    case 'releaseBook':
      return [chain.stranger.address, call(event.type, event.bookId)];
    case 'setTerms': {
      const { baseVolatility, fullVolatility, halfSpread } = event.terms;
      return [
        chain.stranger.address,
        call(event.type, event.market, baseVolatility, fullVolatility, halfSpread),
      ];
    }
    default:
      return [chain.stranger.address, call(event.type)];
  }
}

/** `accepted` with what came of it, or the error with its facts in words. */
export function outcomeOf<T>(act: () => T): readonly [string, T?] {
  try {
    return ['accepted', act()];
  } catch (cause) {
    const {
      name: _,
      message: __,
      stack: ___,
      cell: ____,
      paused: _____,
      ...facts
    } = cause as Error & Record<string, unknown>;
    return [`${(cause as Error).constructor.name}: ${Object.values(facts).map(String).join(', ')}`];
  }
}

/** The contract's error in the same words: its twin's name, its arguments in order. */
export function refusalText(cause: unknown): string {
  const refusal = refusalOf(cause);
  if (refusal === undefined) throw cause;
  const name = refusal.reason.replace(/^(ClearingHouse|UnderwritingVault|SettlementOracle)_/, '');
  if (name === 'PhaseGate_NotAllowed') return 'AccessDeniedError: ';
  return `${name}Error: ${Object.values(refusal.facts).map(String).join(', ')}`;
}
