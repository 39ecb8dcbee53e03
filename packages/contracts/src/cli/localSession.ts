import { deployProduction } from '../deploy/deployProduction.ts';
import { createLocalChain } from '../localChain/localChain.ts';
import { contractsAt, type Session } from './session.ts';

/** Whose account a verb needs, on a chain in this process. */
export type RoleName = 'deployer' | 'company' | 'guardian' | 'registrar' | 'auditor' | 'voter' | 'pricer';
const ROLES: readonly RoleName[] = [
  'deployer',
  'company',
  'guardian',
  'registrar',
  'auditor',
  'voter',
  'pricer',
];

/** A fresh production deployment on a chain in this process, seen by one of its roles, or by `named`. */
export async function openLocal(role: RoleName, named: string | undefined): Promise<Session> {
  const chain = await createLocalChain();
  const account = (name: RoleName): string => chain.signers[ROLES.indexOf(name)]!.address;
  const { addresses, fromBlock } = await deployProduction({
    signer: chain.signers[0],
    parameters: {
      company: account('company'),
      guardian: account('guardian'),
      registrar: account('registrar'),
      auditor: account('auditor'),
      brokerWallet: account('deployer'),
      patAllocation: [{ to: account('voter'), amount: 300_000_000n * 10n ** 18n }],
    },
  });
  const signer = named === undefined ? chain.signers[ROLES.indexOf(role)]! : undefined;
  return {
    chain: `chain ${addresses.chainId} in this process`,
    addresses,
    contracts: contractsAt(addresses, signer ?? chain.provider),
    fromBlock,
    provider: chain.provider,
    signer,
    actor: named ?? signer!.address,
    close: () => chain.close(),
  };
}
