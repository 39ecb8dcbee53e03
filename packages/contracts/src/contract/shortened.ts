/**
 * Somebody else's words in a message of ours: one line, bytecode and calldata cut to their beginning. Nodes and signers put whole
 * requests into what they say; 200 characters tell what went wrong.
 *
 * @param longest characters, at least 1.
 *
 * @example shortened(`bad call 0x${'ab'.repeat(999)}`) // 'bad call 0xabababababababab...'
 */
export function shortened(text: string, longest = 200): string {
  const line = text.replaceAll(/(0x[0-9a-f]{16})[0-9a-f]{64,}/gi, '$1...').replaceAll(/\s+/g, ' ');
  return line.length > longest ? `${line.slice(0, longest)}...` : line;
}
