import { expect, test } from 'vitest';
import { MalformedUrlError } from './errors.ts';

test.each([
  ['localhost:8545', `"localhost:8545". Put the scheme before it: 'http://localhost:8545'`],
  ['node.example.org', `"node.example.org". Put the scheme before it: 'http://node.example.org'`],
  ['127.0.0.1:8545', `"127.0.0.1:8545". Put the scheme before it`],
  ['anvil:8545', `"anvil:8545". Put the scheme before it`],
  ['wss://node.example.org:443/v2/abc?key=s3cret', '"wss://node.example.org:443". For a local node'],
  ['ftp://user:s3cret@node.example.org', '"ftp://node.example.org". For a local node'],
  [undefined, 'undefined. For a local node'],
])('error: MalformedUrlError shows %s as far as it holds no secret', (url, shown) => {
  const { message } = new MalformedUrlError(url);
  expect(message).toContain(`got ${shown}`);
  expect(message).not.toContain('s3cret');
});

test('behavior: a key that was pasted for a URL is not shown', () => {
  for (const key of ['ac0974bec39a17e36ba4a6b4d238ff94', `0x${'ab'.repeat(32)}`]) {
    expect(new MalformedUrlError(key).message).toContain(`got "(${key.length} characters)"`);
  }
});
