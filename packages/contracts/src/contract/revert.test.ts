import { SegmentExpiredError } from '@phasegate/pricing/refusals';
import { PhasegateError } from '@phasegate/pricing/units';
import { Interface } from 'ethers';
import { expect, test } from 'vitest';
import { CallFailedError, callError } from './callFailedError.ts';
import { decodeRevert, decodeRevertData, RevertError, refusalOf } from './revert.ts';

function encoded(signature: string, ...args: readonly unknown[]): string {
  const contract = new Interface([`error ${signature}`]);
  return contract.encodeErrorResult(signature.split('(')[0]!, args);
}

test("default: the libraries' own class with its facts, and what the contract said", () => {
  const data = encoded(
    'DataMarketplace_SegmentExpired(uint256 id, uint256 expiry, uint256 timestamp)',
    7n,
    9n,
    10n,
  );
  const cause = { info: { error: { data } } };
  const error = decodeRevert(cause);
  expect(error).toBeInstanceOf(SegmentExpiredError);
  expect(error).toMatchObject({ facts: { id: 7, expiry: 9, timestamp: 10 }, cause });
  expect(refusalOf(error)).toEqual({
    reason: 'DataMarketplace_SegmentExpired',
    facts: { id: 7n, expiry: 9n, timestamp: 10n },
  });
});

test('error: RevertError, by name with its facts, for what has no class', () => {
  const error = decodeRevertData(
    encoded('DataMarketplace_SupplyTooLarge(uint256 supply, uint256 max)', 7n, 5n),
  );
  expect(error).toBeInstanceOf(RevertError);
  expect(error).toMatchObject({
    reason: 'DataMarketplace_SupplyTooLarge',
    facts: { supply: 7n, max: 5n },
    message:
      "the token's supply may be at most 0.000000000000000005 PAT; got 0.000000000000000007 PAT. Deploy with PAT (DataMarketplace_SupplyTooLarge)",
  });
  expect(refusalOf(error)).toBe(error);
});

test('behavior: an unknown selector is passed on as it is', () => {
  const failure = decodeRevertData(`0x${'0'.repeat(8)}`);
  expect(failure).toBeInstanceOf(RevertError);
  expect(failure).toMatchObject({ reason: 'UnknownRevert', facts: { data: '0x00000000' } });
});

test('behavior: reverts without data, as of a bare revert() or no gas left, are reverts too', () => {
  for (const data of ['0x', '0x12', '0x123456']) {
    expect(decodeRevertData(data)).toMatchObject({ reason: 'UnknownRevert', facts: { data } });
  }
});

test('behavior: what carries no revert data stays as it is, and as a failed call is brief', () => {
  const cause = new Error(`socket hang up ${'x'.repeat(5_000)}`);
  expect(decodeRevert(cause)).toBe(cause);
  expect(refusalOf(cause)).toBeUndefined();
  const failed = callError('askOf', cause);
  expect(failed).toBeInstanceOf(CallFailedError);
  expect(failed).toMatchObject({ call: 'askOf', cause });
  expect(failed.message.length).toBeLessThan(300);
  expect(callError('askOf', failed)).toBe(failed);
});

test('behavior: a page of revert data makes no page of a message', () => {
  for (const data of [`0x${'ab'.repeat(5_000)}`, encoded('Error(string)', 'x'.repeat(5_000))]) {
    const error = decodeRevertData(data);
    expect(error).toBeInstanceOf(PhasegateError);
    expect(error.message.length).toBeLessThan(300);
  }
});
