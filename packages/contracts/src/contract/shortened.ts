/** Nodes and signers put whole requests into what they say; this much of it tells what went wrong. */
const LONGEST = 200;

/**
 * Somebody else's words in a message of ours: one line of at most 200 characters, bytecode and calldata cut to their beginning.
 *
 * @example shortened(`bad call 0x${'ab'.repeat(999)}`) // 'bad call 0xabababababababab...'
 */
export function shortened(text: string): string {
  const line = text.replaceAll(/(0x[0-9a-f]{16})[0-9a-f]{64,}/gi, '$1...').replaceAll(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}...` : line;
}
