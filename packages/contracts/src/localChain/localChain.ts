import { checkFields, checkInteger, checkUnixSeconds } from '@phasegate/pricing/units';
import { BrowserProvider, type JsonRpcSigner } from 'ethers';
import { askViews, type View } from './askViews.ts';
import { loadHardhat } from './loadHardhat.ts';

export { LocalChainUnavailableError } from './errors.ts';

type Account = JsonRpcSigner;

/** Ten accounts or more, so that the first ten need no question whether they are there. */
export type LocalSigners = readonly [
  ...[Account, Account, Account, Account, Account, Account, Account, Account, Account, Account],
  ...Account[],
];

/** An EVM in this process, with a clock that is set by hand. */
export interface LocalChain {
  readonly provider: BrowserProvider;
  /** Unlocked accounts, each rich in the chain's own coin. */
  readonly signers: LocalSigners;
  /** A raw JSON-RPC request. */
  request(method: string, params?: readonly unknown[]): Promise<unknown>;
  /**
   * Asks many views at the latest block in one request, in order: a tenth of the time of as many requests.
   *
   * @returns what each returned, as hex.
   * @throws the chain's own error when one reverts.
   */
  askViews(views: readonly View[]): Promise<readonly string[]>;
  /** Sets the Unix second of the next block; it may repeat the last one's, as on ZKsync, never precede it. */
  setNextTimestamp(timestamp: number): Promise<void>;
  /** Mines an empty block at that Unix second, so that views see it. */
  mineAt(timestamp: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts an in-process chain that resembles ZKsync's EVM: Cancun opcodes, 16 million gas, timestamps that may repeat.
 * Needs the peer dependency `hardhat`.
 *
 * @param options.accounts how many unlocked accounts, 10 to 1000; default 20.
 * @param options.genesisTime Unix second of the first block; default 2026-01-01 00:00 UTC, so that runs repeat.
 * @throws {InvalidInputError} on other options. @throws {LocalChainUnavailableError} when hardhat is not there, or Node too old for it.
 */
export async function createLocalChain(
  options: { accounts?: number; genesisTime?: number } = {},
): Promise<LocalChain> {
  checkFields('options', options, ['accounts', 'genesisTime']);
  const { accounts = 20, genesisTime = 1_767_225_600 } = options;
  checkInteger('accounts', accounts, 10, 1_000);
  checkUnixSeconds('genesisTime', genesisTime);
  const { createHardhatRuntimeEnvironment } = await loadHardhat();
  const networks = {
    local: {
      type: 'edr-simulated',
      hardfork: 'cancun',
      allowBlocksWithSameTimestamp: true,
      blockGasLimit: 16_000_000,
      accounts: { count: accounts },
      initialDate: new Date(genesisTime * 1_000),
    },
  } as const;
  // This package's folder for a project: the current folder may be any, and need not have a package.json above it.
  const environment = await createHardhatRuntimeEnvironment({ networks }, {}, import.meta.dirname);
  const connection = await environment.network.create('local');
  const provider = new BrowserProvider(connection.provider, undefined, { cacheTimeout: -1 });
  provider.pollingInterval = 20;
  const request = (method: string, params: readonly unknown[] = []): Promise<unknown> =>
    connection.provider.request({ method, params: [...params] });
  const setNextTimestamp = async (timestamp: number): Promise<void> => {
    await request('evm_setNextBlockTimestamp', [timestamp]);
  };
  return {
    provider,
    signers: (await provider.listAccounts()) as unknown as LocalSigners,
    request,
    askViews: (views) => askViews(request, views),
    setNextTimestamp,
    mineAt: async (timestamp) => {
      await setNextTimestamp(timestamp);
      await request('evm_mine');
    },
    close: async () => {
      provider.destroy();
      await connection.close();
    },
  };
}
