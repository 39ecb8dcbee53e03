import {
  abis,
  contractHandle,
  deployProduction,
  openEndpoint,
  type ProductionAddresses,
  type ProductionContracts,
} from '@phasegate/contracts';
import { createLocalChain } from '@phasegate/contracts/local-chain';
import { isAddress, type Provider, type Signer } from 'ethers';
import { UsageError } from './errors.ts';
import { readJson } from './files.ts';
import { KEY_VARIABLE } from './help.ts';
import { need, type Options } from './options.ts';

/** Whose account a verb needs, on a chain in this process. */
export type RoleName = 'deployer' | 'company' | 'guardian' | 'registrar' | 'auditor' | 'voter';
const ROLES: readonly RoleName[] = ['deployer', 'company', 'guardian', 'registrar', 'auditor', 'voter'];

/** A deployment and the account that acts on it. */
export interface Session {
  readonly addresses: ProductionAddresses;
  readonly contracts: ProductionContracts;
  readonly provider: Provider;
  readonly signer: Signer | undefined;
  close(): Promise<void>;
}

const NAMES = [
  'pat',
  'phaseGate',
  'marketplace',
  'marketplaceImplementation',
  'ownerTimelock',
  'votePat',
  'governor',
  'governorTimelock',
  'readinessMeter',
] as const satisfies readonly (keyof ProductionAddresses)[];

/** @throws {UsageError} when a file is missing or malformed; the client's errors when the node is. */
export async function openSession(options: Options, role: RoleName): Promise<Session> {
  const { url } = options.texts;
  if (url === undefined) return openInProcess(role);
  const key = process.env[KEY_VARIABLE];
  const endpoint = await openEndpoint({ url, ...(key === undefined ? {} : { signer: key }) });
  try {
    const addresses = productionAddresses(await readJson(need(options, 'deployment')));
    if (addresses.chainId !== endpoint.chainId) {
      throw new UsageError(
        `the deployment is on chain ${addresses.chainId}; the node serves ${endpoint.chainId}`,
      );
    }
    const { provider, signer } = endpoint;
    const contracts = contractsAt(addresses, signer ?? provider);
    return { addresses, contracts, provider, signer, close: async () => endpoint.close() };
  } catch (cause) {
    endpoint.close();
    throw cause;
  }
}

async function openInProcess(role: RoleName): Promise<Session> {
  const chain = await createLocalChain();
  const [deployer, company, guardian, registrar, auditor] = chain.signers.map(({ address }) => address);
  const { addresses } = await deployProduction({
    signer: chain.signers[0]!,
    parameters: {
      company: company!,
      guardian: guardian!,
      registrar: registrar!,
      auditor: auditor!,
      brokerWallet: deployer!,
      patAllocation: [
        { to: chain.signers[ROLES.indexOf('voter')]!.address, amount: 300_000_000n * 10n ** 18n },
      ],
    },
  });
  const signer = chain.signers[ROLES.indexOf(role)]!;
  const contracts = contractsAt(addresses, signer);
  return { addresses, contracts, provider: chain.provider, signer, close: () => chain.close() };
}

function productionAddresses(file: Record<string, unknown>): ProductionAddresses {
  const given = (file['addresses'] ?? file) as Record<string, unknown>;
  for (const name of NAMES) {
    if (typeof given[name] !== 'string' || !isAddress(given[name])) {
      throw new UsageError(`the deployment's ${name} is ${String(given[name])}; an address is needed`);
    }
  }
  if (!Number.isSafeInteger(given['chainId'])) throw new UsageError('the deployment has no chainId');
  return given as unknown as ProductionAddresses;
}

function contractsAt(addresses: ProductionAddresses, runner: Signer | Provider): ProductionContracts {
  return {
    pat: contractHandle({ abi: abis.PAT, address: addresses.pat, runner }),
    phaseGate: contractHandle({ abi: abis.PhaseGate, address: addresses.phaseGate, runner }),
    marketplace: contractHandle({ abi: abis.DataMarketplace, address: addresses.marketplace, runner }),
    ownerTimelock: contractHandle({ abi: abis.OwnerTimelock, address: addresses.ownerTimelock, runner }),
    votePat: contractHandle({ abi: abis.VotePAT, address: addresses.votePat, runner }),
    governor: contractHandle({ abi: abis.PhaseGovernor, address: addresses.governor, runner }),
    governorTimelock: contractHandle({
      abi: abis.OwnerTimelock,
      address: addresses.governorTimelock,
      runner,
    }),
    readinessMeter: contractHandle({ abi: abis.ReadinessMeter, address: addresses.readinessMeter, runner }),
  };
}
