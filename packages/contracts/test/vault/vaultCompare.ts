import {
  claimableOf,
  clearingAccountOf,
  clearingHeld,
  findSeries,
  pendingOf,
  shareSupply,
} from '@phasegate/derivatives';
import { expect } from 'vitest';
import { askViews } from '../../src/localChain/askViews.ts';
import type { VaultWorld, Walk } from './vaultWorld.ts';

/** Every figure of the vault, and those of the clearing house that it moves, equals the reducers'; of accounts, those named. */
export async function compareVault(
  { chain, vault }: VaultWorld,
  walk: Walk,
  named: readonly string[],
): Promise<void> {
  const { books, vault: expectedVault } = walk;
  const { clearing, deployment } = chain;
  const { pat } = deployment.contracts;
  const accounts = new Set([vault.address, ...named]);
  const views: { to: string; data: string; expected: readonly bigint[] }[] = [];
  const ask =
    (contract: {
      address: string;
      interface: { encodeFunctionData: (name: never, args: never) => string };
    }) =>
    (name: string, args: readonly unknown[], ...expected: readonly bigint[]): void => {
      views.push({
        to: contract.address,
        data: contract.interface.encodeFunctionData(name as never, args as never),
        expected,
      });
    };
  const [ofVault, ofHouse, ofPat] = [ask(vault), ask(clearing), ask(pat)];
  const { deposits, redeems, shares } = expectedVault;
  ofVault('utilisation', [], expectedVault.capital, expectedVault.obligations);
  ofVault('epochNow', [], BigInt(expectedVault.epoch), BigInt(expectedVault.epochEnds));
  ofVault('totalSupply', [], shareSupply(expectedVault));
  for (const account of accounts) {
    const held = clearingAccountOf(books.state, account);
    ofHouse('accountOf', [account], held.balance, held.locked, held.matchers);
    ofVault('balanceOf', [account], shares.get(account) ?? 0n);
    const [arriving, leaving] = [claimableOf(deposits, account), claimableOf(redeems, account)];
    ofVault('maxDeposit', [account], arriving.given);
    ofVault('maxMint', [account], arriving.received);
    ofVault('maxRedeem', [account], leaving.given);
    ofVault('maxWithdraw', [account], leaving.received);
    ofVault('pendingDepositRequest', [0, account], pendingOf(deposits, account));
    ofVault('pendingRedeemRequest', [0, account], pendingOf(redeems, account));
  }
  for (const series of walk.series.slice(0, 3)) {
    const seriesId = findSeries(books.state, series)!;
    const position = books.state.books.get(walk.bookId)!.positions.get(vault.address);
    const lots = position?.lots.get(Number(seriesId & 0xffffn)) ?? 0n;
    ofHouse('lotsOf', [vault.address, seriesId], BigInt.asUintN(256, lots));
  }
  ofPat('balanceOf', [clearing.address], clearingHeld(books.state));
  const unclaimed = [...redeems.claimable.values(), ...redeems.fulfilled.values()];
  ofPat(
    'balanceOf',
    [vault.address],
    unclaimed.reduce((sum, { received }) => sum + received, deposits.pending),
  );
  const answers = await askViews((method, params) => chain.chain.request(method, params), views);
  const words = answers.map((answer) =>
    Array.from({ length: (answer.length - 2) / 64 }, (_, i) =>
      BigInt(`0x${answer.slice(2 + i * 64, 66 + i * 64)}`),
    ),
  );
  expect(words).toEqual(views.map(({ expected }) => expected));
}
