import { FeedEncodingError } from './errors.ts';

/**
 * The text of a feed's bytes.
 *
 * @throws {FeedEncodingError} when they are UTF-16, binary or any other encoding than UTF-8.
 */
export function decodeFeed(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new FeedEncodingError('UTF-16');
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.includes('\0')) throw new FeedEncodingError('binary (it holds NUL characters)');
    return text;
  } catch (cause) {
    if (cause instanceof FeedEncodingError) throw cause;
    throw new FeedEncodingError('in another encoding');
  }
}
