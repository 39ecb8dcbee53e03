import { Interface } from 'ethers';
import { expect, test } from 'vitest';
import { decodeRevert, decodeRevertData, RevertError } from './revert.ts';

test('default: a custom error by name with its facts', () => {
  const data = new Interface(['error DataMarketplace_SegmentUnknown(uint256 id)']).encodeErrorResult(
    'DataMarketplace_SegmentUnknown',
    [7n],
  );
  expect(decodeRevert({ info: { error: { data } } })).toMatchObject({
    reason: 'DataMarketplace_SegmentUnknown',
    facts: { id: 7n },
    message: 'DataMarketplace_SegmentUnknown: id 7',
  });
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

test('behavior: what carries no revert data stays as it is', () => {
  const cause = new Error('socket hang up');
  expect(decodeRevert(cause)).toBe(cause);
});
