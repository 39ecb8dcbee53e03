import type { Log, Provider } from 'ethers';

/**
 * A contract's logs from a block on, oldest first; a range that the node refuses is halved until it is taken.
 *
 * @throws the node's own error when even one block is refused.
 */
export async function readLogs(
  provider: Provider,
  filter: { readonly address: string; readonly topics: (string[] | null)[]; readonly fromBlock: number },
): Promise<readonly Log[]> {
  const latest = await provider.getBlockNumber();
  const logs: Log[] = [];
  let span = latest - filter.fromBlock + 1;
  for (let from = filter.fromBlock; from <= latest; ) {
    const to = Math.min(latest, from + span - 1);
    try {
      logs.push(...(await provider.getLogs({ ...filter, fromBlock: from, toBlock: to })));
      from = to + 1;
    } catch (cause) {
      if (span === 1) throw cause;
      span = Math.ceil(span / 2);
    }
  }
  return logs;
}
