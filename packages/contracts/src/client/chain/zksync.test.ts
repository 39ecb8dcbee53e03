import { AbiCoder, Transaction, Wallet } from 'ethers';
import { afterEach, expect, test } from 'vitest';
import { abis } from '../../contract/abis.ts';
import { contractHandle } from '../../contract/contractHandle.ts';
import { deployPhasegate } from '../../deploy/deployPhasegate.ts';
import { EvmBytecodeNotAllowedError } from '../../deployment/errors.ts';
import { connectPhasegate } from '../connectPhasegate.ts';
import { openEndpoint } from '../endpoint/openEndpoint.ts';
import { DEVELOPMENT_KEYS } from '../localNode.test.support.ts';
import { type StubAnswer, type StubNode, startStubNode } from '../stubNode.test.support.ts';
import { NodeUnreachableError } from '../transport/errors.ts';
import { detectChain } from './detectChain.ts';

const DEPLOYER = '0x0000000000000000000000000000000000008006';
const address = (digit: number): string => `0x${String(digit).repeat(40)}`;
const deployment = {
  chainId: 324,
  pat: address(1),
  phaseGate: address(2),
  marketplace: address(3),
  marketplaceImplementation: address(4),
};
const word = (type: string, value: unknown): string => AbiCoder.defaultAbiCoder().encode([type], [value]);
const UNKNOWN_METHOD: StubAnswer = { error: { code: -32_601, message: 'Method not found' } };

let stub: StubNode | undefined;
afterEach(async () => {
  await stub?.close();
  stub = undefined;
});

/** A ZKsync node as far as the client looks, with what `changed` answers otherwise. */
async function startZksync(
  changed: (method: string, params: readonly unknown[]) => StubAnswer | undefined = () => undefined,
): Promise<StubNode> {
  const { interface: marketplace } = contractHandle({
    abi: abis.DataMarketplace,
    address: deployment.marketplace,
    runner: Wallet.createRandom(),
  });
  const calls: Readonly<Record<string, string>> = {
    [`${DEPLOYER} 0xd14d7a1e`]: word('uint8', 1),
    [`${deployment.marketplace} ${marketplace.getFunction('pat')!.selector}`]: word(
      'address',
      deployment.pat,
    ),
    [`${deployment.marketplace} ${marketplace.getFunction('phaseGate')!.selector}`]: word(
      'address',
      deployment.phaseGate,
    ),
  };
  const answers: Readonly<Record<string, unknown>> = {
    eth_chainId: '0x144',
    zks_getBridgehubContract: address(5),
    eth_getCode: '0x6080',
    eth_blockNumber: '0x10',
    eth_getTransactionCount: '0x7',
    eth_sendRawTransaction: '0x',
    eth_getTransactionByHash: null,
    zks_estimateFee: {
      gas_limit: '0x30d40',
      gas_per_pubdata_limit: '0xc350',
      max_fee_per_gas: '0x2b275d0',
      max_priority_fee_per_gas: '0x0',
    },
  };
  stub = await startStubNode((method, params) => {
    const otherwise = changed(method, params);
    if (otherwise !== undefined) return otherwise;
    if (method === 'eth_call') {
      const { to, data } = params[0] as { to: string; data: string };
      const result = calls[`${to} ${data.slice(0, 10)}`];
      return result === undefined ? { error: { code: 3, message: 'execution reverted' } } : { result };
    }
    return method in answers ? { result: answers[method] } : UNKNOWN_METHOD;
  });
  return stub;
}

const calledMethods = (): string[] => stub!.calls.map(({ method }) => method);

test('default: on ZKsync fees come from zks_estimateFee and transactions are of type 2', async () => {
  const { url } = await startZksync();
  const signer = DEVELOPMENT_KEYS[0]!;
  const client = await connectPhasegate({ url, deployment, signer, pollIntervalMs: 5 });
  expect(client.chain).toEqual({ kind: 'zksync', evmBytecodeAllowed: true });
  expect(client.provider.constructor.name).toBe('Provider');
  const sent = await client.send({
    contract: client.contracts.marketplace,
    name: 'buySegment',
    args: [1n, 10n ** 20n],
  });
  const [raw] = stub!.calls.find(({ method }) => method === 'eth_sendRawTransaction')!.params as [string];
  const transaction = Transaction.from(raw);
  expect(transaction).toMatchObject({
    type: 2,
    chainId: 324n,
    nonce: 7,
    gasLimit: 200_000n,
    maxFeePerGas: 45_250_000n,
    maxPriorityFeePerGas: 0n,
    hash: sent.hash,
    from: new Wallet(signer).address,
  });
  expect(calledMethods()).not.toContain('eth_estimateGas');
  client.close();
});

test('behavior: detection tells plain EVMs, ZKsync with and without the EVM interpreter', async () => {
  const cases: readonly [string, StubAnswer, StubAnswer, object][] = [
    ['unknown method', UNKNOWN_METHOD, UNKNOWN_METHOD, { kind: 'evm' }],
    ['a gateway that refuses it', { status: 403 }, UNKNOWN_METHOD, { kind: 'evm' }],
    ['null for it', { result: null }, UNKNOWN_METHOD, { kind: 'evm' }],
    ['EVM allowed', { result: address(5) }, { result: word('uint8', 1) }, evm(true)],
    ['EraVM alone', { result: address(5) }, { result: word('uint8', 0) }, evm(false)],
    [
      'an older deployer',
      { result: address(5) },
      { error: { code: 3, message: 'execution reverted' } },
      evm(false),
    ],
    ['an empty answer', { result: address(5) }, { result: '0x' }, evm(false)],
  ];
  for (const [name, bridgehub, types, expected] of cases) {
    const { url } = await startZksync((method) => {
      if (method === 'zks_getBridgehubContract') return bridgehub;
      return method === 'eth_call' ? types : undefined;
    });
    const endpoint = await openEndpoint({ url });
    expect(endpoint.chain, name).toEqual(expected);
    endpoint.close();
    await stub!.close();
  }
});

const evm = (evmBytecodeAllowed: boolean): object => ({ kind: 'zksync', evmBytecodeAllowed });

test('error: a node that falls silent is not taken for a plain EVM', async () => {
  const { url } = await startZksync((method) =>
    method === 'zks_getBridgehubContract' ? 'hang up' : undefined,
  );
  await expect(openEndpoint({ url, retry: { attempts: 2, baseDelayMs: 0 } })).rejects.toBeInstanceOf(
    NodeUnreachableError,
  );
  await expect(
    detectChain({
      request: () => Promise.reject(new Error('other')),
    }),
  ).rejects.toThrow('other');
});

test('behavior: deployments on ZKsync are EVM bytecode of type 2 without a recipient', async () => {
  const { url } = await startZksync((method) =>
    method === 'eth_sendRawTransaction' ? { error: { code: -32_000, message: 'seen enough' } } : undefined,
  );
  const endpoint = await openEndpoint({ url, signer: DEVELOPMENT_KEYS[0]! });
  await expect(deployPhasegate({ signer: endpoint.signer! })).rejects.toMatchObject({
    name: 'TransactionRefusedError',
    reason: 'seen enough',
  });
  const [raw] = stub!.calls.find(({ method }) => method === 'eth_sendRawTransaction')!.params as [string];
  expect(Transaction.from(raw)).toMatchObject({ type: 2, to: null, gasLimit: 200_000n });
  endpoint.close();
});

test('error: EvmBytecodeNotAllowedError before anything is sent', async () => {
  const { url } = await startZksync((method) =>
    method === 'eth_call' ? { result: word('uint8', 0) } : undefined,
  );
  const endpoint = await openEndpoint({ url, signer: DEVELOPMENT_KEYS[0]! });
  await expect(deployPhasegate({ signer: endpoint.signer! })).rejects.toBeInstanceOf(
    EvmBytecodeNotAllowedError,
  );
  expect(calledMethods()).not.toContain('eth_sendRawTransaction');
  endpoint.close();
});
