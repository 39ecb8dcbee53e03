import { AbstractSigner, JsonRpcProvider, NonceManager, type Signer, Wallet } from 'ethers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Provider as ZkProvider, Wallet as ZkWallet } from 'zksync-ethers';
import { DEVELOPMENT_KEYS, type LocalNode, startLocalNode } from '../client/localNode.test.support.ts';
import { type StubNode, startProxyNode } from '../client/stubNode.test.support.ts';
import { deployPhasegate } from './deployPhasegate.ts';
import { deployProduction } from './deployProduction.ts';

// As users write them: ethers' own settings, with answers kept for a quarter of a second.
const [FIRST, SECOND, THIRD] = DEVELOPMENT_KEYS as [string, string, string];
let node: LocalNode;
/** The same node as a ZKsync wallet needs it: it asks for fees in its own way. */
let withZksyncFees: StubNode;
const opened: { destroy(): void }[] = [];

beforeAll(async () => {
  node = await startLocalNode();
  withZksyncFees = await startProxyNode(node.url, (method) =>
    method === 'zks_estimateFee'
      ? {
          result: {
            gas_limit: '0xe00000',
            gas_per_pubdata_limit: '0xc350',
            max_fee_per_gas: '0x77359400',
            max_priority_fee_per_gas: '0x0',
          },
        }
      : undefined,
  );
});
afterAll(async () => {
  for (const provider of opened) provider.destroy();
  await withZksyncFees.close();
  await node.close();
});

function provider(): JsonRpcProvider {
  const made = new JsonRpcProvider(node.url);
  opened.push(made);
  return made;
}

/** A signer of somebody's key store: an ethers signer of no class of ethers'. */
class KeyStoreSigner extends AbstractSigner<JsonRpcProvider> {
  readonly #wallet = new Wallet(THIRD);
  getAddress = (): Promise<string> => this.#wallet.getAddress();
  connect = (): KeyStoreSigner => this;
  signTransaction: Signer['signTransaction'] = (transaction) => this.#wallet.signTransaction(transaction);
  signMessage: Signer['signMessage'] = (message) => this.#wallet.signMessage(message);
  signTypedData: Signer['signTypedData'] = (...data) => this.#wallet.signTypedData(...data);
}

const SIGNERS: readonly [name: string, make: () => Signer | Promise<Signer>][] = [
  ['JsonRpcSigner', () => provider().getSigner(5)],
  ['Wallet', () => new Wallet(FIRST, provider())],
  ['NonceManager', () => new NonceManager(new Wallet(SECOND, provider()))],
  ['signer of a key store', () => new KeyStoreSigner(provider())],
  [
    'zksync-ethers Wallet',
    () => {
      const zksync = new ZkProvider(withZksyncFees.url, undefined, { batchMaxCount: 1 });
      opened.push(zksync);
      return new ZkWallet(SECOND, zksync);
    },
  ],
];

test.each(SIGNERS)('behavior: deploys with a %s, which writes at once afterwards', async (_, make) => {
  const signer = await make();
  const { addresses, contracts } = await deployPhasegate({ signer });
  expect(addresses.marketplace).toMatch(/^0x/);
  const owner = await signer.getAddress();
  for (const role of [0, 1]) {
    await (await contracts.marketplace.write('setRole', [role, owner, true])).wait();
  }
  const { pat } = contracts;
  const amounts = [1n, 2n, 3n, 4n];
  const sent = await Promise.all(amounts.map((amount) => pat.write('transfer', [addresses.pat, amount])));
  await Promise.all(sent.map((transaction) => transaction.wait()));
  expect(await pat.read('balanceOf', [addresses.pat])).toBe(10n);
});

test('behavior: a refused write takes no nonce, and what others sent is counted', async () => {
  const signer = new Wallet(FIRST, provider());
  const { contracts } = await deployPhasegate({ signer });
  await expect(contracts.marketplace.write('buySegment', [1n])).rejects.toThrow('there is no segment 1');
  const elsewhere = new Wallet(FIRST, provider());
  await (await elsewhere.sendTransaction({ to: elsewhere.address })).wait();
  const { nonce } = await contracts.pat.write('approve', [signer.address, 1n]);
  expect(nonce).toBe((await elsewhere.getNonce('latest')) - 1);
});

test('behavior: a whole production deployment with a Wallet', async () => {
  const [company, guardian, registrar, auditor, treasury] = node.signers
    .slice(10)
    .map(({ address }) => address) as [string, string, string, string, string];
  const production = await deployProduction({
    signer: new Wallet(FIRST, provider()),
    parameters: {
      company,
      guardian,
      registrar,
      auditor,
      brokerWallet: company,
      patAllocation: [{ to: treasury, amount: 300_000_000n * 10n ** 18n }],
    },
  });
  expect(await production.contracts.phaseGate.read('owner', [])).toBe(production.addresses.ownerTimelock);
});

test('error: what fails in a deployment is ours, short, with its cause', async () => {
  const poor = new Wallet(`0x${'77'.repeat(32)}`, provider());
  const failure: unknown = await deployPhasegate({ signer: poor }).catch((cause: unknown) => cause);
  expect(failure).toMatchObject({ name: 'CallFailedError', cause: expect.any(Error) });
  expect((failure as Error).message).toMatch(/^deploying PAT failed: /);
  expect((failure as Error).message.length).toBeLessThan(400);
});
