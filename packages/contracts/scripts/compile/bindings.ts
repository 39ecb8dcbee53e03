import { join } from 'node:path';

/** A contract that TypeScript calls: its source and the folder that holds what TypeScript needs of it. */
export interface Binding {
  /** Path below `contracts`; the contract has the file's name. */
  readonly source: string;
  readonly contract: string;
  /** Holds `abi.ts` and `bytecode.ts`. */
  readonly folder: string;
  /** The code to deploy, or the code as it stands once deployed. */
  readonly code: 'bytecode' | 'deployedBytecode';
}

export const root: string = join(import.meta.dirname, '..', '..');

const bind = (source: string, generated: string, code: Binding['code'] = 'bytecode'): Binding => {
  const contract = source.replace(/^.*\//, '').replace('.sol', '');
  return { source, contract, folder: join(root, generated, camelCase(contract)), code };
};

/** What users deploy and call, in the package; what only tests and measurements deploy, beside the scripts. */
export const BINDINGS: readonly Binding[] = [
  bind('clearing/ClearingHouse.sol', 'src/generated'),
  bind('clearing/QuoteDesk.sol', 'src/generated'),
  bind('delivery/StreamingForward.sol', 'src/generated'),
  bind('gate/PhaseGate.sol', 'src/generated'),
  bind('gate/ReadinessMeter.sol', 'src/generated'),
  bind('governance/OwnerTimelock.sol', 'src/generated'),
  bind('governance/PhaseGovernor.sol', 'src/generated'),
  bind('governance/VotePAT.sol', 'src/generated'),
  bind('lens/ViewBatch.sol', 'src/generated', 'deployedBytecode'),
  bind('marketplace/DataMarketplace.sol', 'src/generated'),
  bind('marketplace/MarketplaceProxy.sol', 'src/generated'),
  bind('settlement/SettlementOracle.sol', 'src/generated'),
  bind('token/PAT.sol', 'src/generated'),
  bind('vault/UnderwritingVault.sol', 'src/generated'),
  bind('harness/ArithmeticHarness.sol', 'scripts/generated'),
  bind('harness/CheckGasMeter.sol', 'scripts/generated'),
  bind('harness/ClearingArithmeticHarness.sol', 'scripts/generated'),
  bind('harness/SignerWallet.sol', 'scripts/generated'),
];

/** `PATVault` is `patVault`, `VotePAT` is `votePAT`. */
export function camelCase(name: string): string {
  return name.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+$|^[A-Z]/, (head) => head.toLowerCase());
}
