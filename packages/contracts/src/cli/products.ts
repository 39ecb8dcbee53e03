/** The gate's products, by their number on chain. */
export const PRODUCTS = ['spot', 'forward', 'synthetic', 'optionBuy', 'optionWrite', 'vaultShares'] as const;
