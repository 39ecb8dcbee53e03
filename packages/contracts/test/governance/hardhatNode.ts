import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { HDNodeWallet, JsonRpcProvider, type JsonRpcSigner } from 'ethers';

/** A `hardhat node` of its own process, spoken to over HTTP. */
export interface HardhatNode {
  readonly url: string;
  readonly provider: JsonRpcProvider;
  readonly signers: readonly JsonRpcSigner[];
  /** The private key of one of the signers, which are well known. */
  keyOf(signer: JsonRpcSigner): string;
  /** Unix second of the latest block. */
  now(): Promise<number>;
  /** Mines a block at that second. */
  mineAt(timestamp: number): Promise<void>;
  close(): Promise<void>;
}

/** The phrase of the node's accounts, public by design. */
const PHRASE = 'test test test test test test test test test test test junk';

export async function startHardhatNode(): Promise<HardhatNode> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const cli = join(
    dirname(createRequire(import.meta.url).resolve('hardhat/package.json')),
    'dist',
    'src',
    'cli.js',
  );
  const child = spawn(process.execPath, [cli, 'node', '--hostname', '127.0.0.1', '--port', String(port)], {
    cwd: join(import.meta.dirname, '..', '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await started(child);
  const provider = new JsonRpcProvider(url, undefined, { cacheTimeout: -1, batchMaxCount: 1 });
  provider.pollingInterval = 5;
  const signers = await provider.listAccounts();
  return {
    url,
    provider,
    signers,
    keyOf: ({ address }) => {
      const index = signers.findIndex((signer) => signer.address === address);
      return HDNodeWallet.fromPhrase(PHRASE, '', `m/44'/60'/0'/0/${index}`).privateKey;
    },
    now: async () => (await provider.getBlock('latest'))!.timestamp,
    mineAt: async (timestamp) => {
      await provider.send('evm_setNextBlockTimestamp', [timestamp]);
      await provider.send('evm_mine', []);
    },
    close: async () => {
      provider.destroy();
      child.kill();
      await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}

function started(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`hardhat node ended with ${code}`)));
    child.stdout!.on('data', (text: Buffer) => {
      if (text.includes('Started HTTP')) resolve();
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
