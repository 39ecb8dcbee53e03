import { id, Wallet } from 'ethers';

/** Everybody who signs a transaction, by name, with a key derived from the seed. */
export interface Actors {
  wallet(name: string): Wallet;
  address(name: string): string;
  names(): readonly string[];
}

export function actors(seed: number): Actors {
  const wallets = new Map<string, Wallet>();
  const wallet = (name: string): Wallet => {
    let found = wallets.get(name);
    if (found === undefined) {
      found = new Wallet(id(`phasegate demo ${seed} ${name}`));
      wallets.set(name, found);
    }
    return found;
  };
  return { wallet, address: (name) => wallet(name).address, names: () => [...wallets.keys()] };
}
