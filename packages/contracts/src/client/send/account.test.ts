import { expect, test } from 'vitest';
import { CallFailedError } from '../../contract/callFailedError.ts';
import { sendingAccount } from './account.ts';
import { MalformedPrivateKeyError, MalformedSignerError } from './errors.ts';

const address = `0x${'11'.repeat(20)}`;
const refuse = (): Promise<never> => Promise.reject(new Error(`key store: ${'x'.repeat(5_000)}`));
const keyStore = (over: object) => ({
  getAddress: () => Promise.resolve(address),
  signTransaction: refuse,
  signTypedData: refuse,
  ...over,
});

test('default: an account of a private key signs here', async () => {
  const account = await sendingAccount(`0x${'01'.repeat(32)}`);
  const signed = await account.sign({ type: 2, chainId: 1, nonce: 0, to: address, gasLimit: 21_000n });
  expect(signed!.raw).toMatch(/^0x02/);
});

test('error: CallFailedError, brief and with its cause, when a signer fails', async () => {
  const account = await sendingAccount(keyStore({}));
  for (const failed of [account.sign({ type: 2 }), sendingAccount(keyStore({ getAddress: refuse }))]) {
    const error = (await failed.catch((cause: unknown) => cause)) as Error;
    expect(error).toBeInstanceOf(CallFailedError);
    expect(error.message.length).toBeLessThan(400);
    expect(String(error.cause).length).toBeGreaterThan(5_000);
  }
});

test.each([
  ['0x12', MalformedPrivateKeyError],
  [{}, MalformedSignerError],
])('error: %s is no signer', async (signer, kind) => {
  await expect(sendingAccount(signer)).rejects.toBeInstanceOf(kind);
});
