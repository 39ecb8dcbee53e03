import { formatWad, type Wad } from '@phasegate/pricing/units';
import { needWhole, type Options } from '../options.ts';
import type { Session } from '../session.ts';
import { instant, pat } from '../words.ts';

/** The vault's epoch, money and shares; with `--market` what that is priced with, with an account what it holds and can claim. */
export async function vaultStanding(session: Session, options: Options): Promise<Record<string, unknown>> {
  const { underwritingVault: vault, clearingHouse: house } = session.contracts;
  const [epoch, endsAt] = await vault.read('epochNow', []);
  const [capital, obligations] = await vault.read('utilisation', []);
  const [balance, locked] = await house.read('accountOf', [vault.address]);
  return {
    epoch,
    closableFrom: instant(endsAt),
    balance: pat(balance),
    locked: pat(locked),
    capital: pat(capital),
    obligations: pat(obligations),
    shares: pat(await vault.read('totalSupply', [])),
    riskManager: await vault.read('riskManager', []),
    ...(options.texts.market === undefined ? {} : await terms(session, needWhole(options, 'market'))),
    ...(session.actor === undefined ? {} : await holdings(session, session.actor)),
  };
}

async function terms(session: Session, market: bigint): Promise<Record<string, unknown>> {
  const { setAt, baseVolatility, fullVolatility, halfSpread } =
    await session.contracts.underwritingVault.read('termsOf', [market]);
  if (setAt === 0) return { terms: 'none' };
  const [base, full, spread] = [baseVolatility, fullVolatility, halfSpread].map((each) =>
    formatWad(each as Wad),
  );
  return { terms: `volatilities ${base} to ${full}, half-spread ${spread}, since ${instant(setAt)}` };
}

async function holdings(session: Session, account: string): Promise<Record<string, unknown>> {
  const { underwritingVault: vault } = session.contracts;
  return {
    account,
    held: pat(await vault.read('balanceOf', [account])),
    arriving: pat(await vault.read('pendingDepositRequest', [0n, account])),
    leaving: pat(await vault.read('pendingRedeemRequest', [0n, account])),
    claimableShares: pat(await vault.read('maxMint', [account])),
    claimable: pat(await vault.read('maxWithdraw', [account])),
  };
}
