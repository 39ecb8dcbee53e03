import { expect, test } from 'vitest';
import { TransactionRefusedError } from '../client/send/errors.ts';
import { RpcError } from '../client/transport/errors.ts';
import { shortened } from './shortened.ts';

const bytecode = `0x${'6080'.repeat(10_000)}`;

test('default: words stay, bytecode goes', () => {
  expect(shortened(`can't\n  run ${bytecode} at 0x${'11'.repeat(20)}`)).toBe(
    `can't run 0x6080608060806080... at 0x${'11'.repeat(20)}`,
  );
  expect(shortened('x'.repeat(500))).toHaveLength(203);
});

test('behavior: messages of the client carry a page of nothing, their values all of it', () => {
  const reason = `revert ${bytecode}`;
  const refused = new TransactionRefusedError({ hash: undefined, nonce: 1, reason });
  const answered = new RpcError('eth_call', { code: 3, message: reason });
  for (const error of [refused, answered]) {
    expect(error.message.length).toBeLessThan(300);
    expect(error.reason).toBe(reason);
  }
});
