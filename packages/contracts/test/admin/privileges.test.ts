import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  abis,
  decodeRevert,
  deployProduction,
  type ProductionDeployment,
  refusalOf,
} from '@phasegate/contracts';
import { createLocalChain, type LocalChain } from '@phasegate/contracts/local-chain';
import { FunctionFragment, Interface, type ParamType, ZeroAddress, ZeroHash } from 'ethers';
import { afterAll, beforeAll, expect, test } from 'vitest';

const CONTRACTS = [
  'ClearingHouse',
  'DataMarketplace',
  'PhaseGate',
  'PAT',
  'OwnerTimelock',
  'PhaseGovernor',
  'QuoteDesk',
  'ReadinessMeter',
  'SettlementOracle',
  'StreamingForward',
  'UnderwritingVault',
  'VotePAT',
] as const;
type Name = (typeof CONTRACTS)[number];
/** How a contract says "not you". */
const NOT_YOU = [
  'OwnableUnauthorizedAccount',
  'DataMarketplace_NotRole',
  'PhaseGate_NotRegistrar',
  'PhaseGate_NotGuardian',
  'PhaseGate_NotAuditor',
  'PhaseGate_NotGovernance',
  'PhaseGate_NotCreatorOrOwner',
  'AccessControlUnauthorizedAccount',
  'TimelockUnauthorizedCaller',
  'GovernorOnlyExecutor',
  'UnderwritingVault_NotRiskManager',
];

let chain: LocalChain;
let deployment: ProductionDeployment;
let documented: Map<string, 'privileged' | 'open'>;

beforeAll(async () => {
  chain = await createLocalChain();
  const [deployer, ...others] = chain.signers;
  const [company, guardian, registrar, auditor, brokerWallet] = others.map(({ address }) => address);
  deployment = await deployProduction({
    signer: deployer,
    parameters: {
      company: company!,
      guardian: guardian!,
      registrar: registrar!,
      auditor: auditor!,
      brokerWallet: brokerWallet!,
      patAllocation: [{ to: brokerWallet!, amount: 10n ** 26n }],
    },
  });
  const path = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'admin-powers.md');
  documented = readTables(await readFile(path, 'utf8'));
});
afterAll(() => chain.close());

test('default: every function that writes is in exactly one table of docs/admin-powers.md', () => {
  const written = CONTRACTS.flatMap((name) => writers(name).map((fragment) => title(name, fragment)));
  expect(written.length).toBeGreaterThanOrEqual(95);
  expect([...documented.keys()].sort()).toEqual(written.sort());
});

test.each(CONTRACTS)(
  'behavior: of %s, a stranger is refused exactly the privileged functions',
  async (name) => {
    const { pat, phaseGate, marketplace, ...rest } = deployment.contracts;
    const to = {
      ClearingHouse: rest.clearingHouse,
      DataMarketplace: marketplace,
      PhaseGate: phaseGate,
      PAT: pat,
      OwnerTimelock: rest.ownerTimelock,
      PhaseGovernor: rest.governor,
      QuoteDesk: rest.quoteDesk,
      ReadinessMeter: rest.readinessMeter,
      SettlementOracle: rest.settlementOracle,
      StreamingForward: rest.streamingForward,
      UnderwritingVault: rest.underwritingVault,
      VotePAT: rest.votePat,
    }[name].address;
    const iface = new Interface(abis[name]);
    const observed: string[] = [];
    for (const fragment of writers(name)) {
      const data = iface.encodeFunctionData(fragment, fragment.inputs.map(anything));
      const reason = await chain.signers[9].call({ to, data }).then(
        () => 'went through',
        (cause: unknown) => {
          const error = decodeRevert(cause);
          return refusalOf(error)?.reason ?? String(error);
        },
      );
      if (NOT_YOU.includes(reason)) observed.push(title(name, fragment));
    }
    const expected = [...documented].filter(
      ([of, kind]) => of.startsWith(`${name}.`) && kind === 'privileged',
    );
    expect(observed.sort()).toEqual(expected.map(([of]) => of).sort());
  },
);

function writers(name: Name): FunctionFragment[] {
  return new Interface(abis[name] as never).fragments.filter(
    (fragment): fragment is FunctionFragment => FunctionFragment.isFragment(fragment) && !fragment.constant,
  );
}

/** `PAT.transfer(address,uint256)`; structs by the name of their parameter, to keep the table readable. */
function title(name: Name, fragment: FunctionFragment): string {
  const types = fragment.inputs.map(({ type, name: parameter }) =>
    type.startsWith('tuple') ? parameter : type,
  );
  return `${name}.${fragment.name}(${types.join(',')})`;
}

/** The first cell of every row, by the heading above it. */
function readTables(text: string): Map<string, 'privileged' | 'open'> {
  const rows = new Map<string, 'privileged' | 'open'>();
  let kind: 'privileged' | 'open' = 'privileged';
  for (const line of text.split('\n')) {
    if (line.startsWith('## ')) kind = line.includes('nobody special') ? 'open' : 'privileged';
    const cell = /^\| `(\w+\.\w+\([^`]*\))`/.exec(line)?.[1];
    if (cell === undefined) continue;
    expect(rows.has(cell), `${cell} twice`).toBe(false);
    rows.set(cell, kind);
  }
  return rows;
}

/** A value of a type that decodes: refusals of the caller come before those of the values. */
function anything(type: ParamType): unknown {
  if (type.isArray())
    return Array.from({ length: Math.max(0, type.arrayLength) }, () => anything(type.arrayChildren));
  if (type.isTuple()) return type.components.map(anything);
  if (type.type === 'address') return ZeroAddress;
  if (type.type === 'bool') return false;
  if (type.type === 'bytes') return '0x';
  if (type.type === 'string') return '';
  return type.type === 'bytes32' ? ZeroHash : 0n;
}
