/** In the order of the contract's enumerations: the position in the list is the number on chain. */
export const PARTICIPANT_CLASSES = ['retail', 'institution', 'broker', 'lapsed'] as const;
export const PRODUCTS = ['spot', 'forward', 'synthetic', 'optionBuy', 'optionWrite', 'vaultShares'] as const;
export const ACTIONS = ['open', 'close'] as const;
export const PHASES = [1, 2, 3, 4] as const;

/** 1 spot, 2 forwards, 3 synthetics, 4 options. */
export type Phase = (typeof PHASES)[number];
/** `lapsed`: an institution whose whitelist entry ran out. */
export type ParticipantClass = (typeof PARTICIPANT_CLASSES)[number];
/** `forward` is the whole delivered family: forward, freshness lock, supply assurance, streaming forward. */
export type Product = (typeof PRODUCTS)[number];
/** `close`: reduce, deliver, settle, withdraw. */
export type Action = (typeof ACTIONS)[number];

/** One question of the access matrix. */
export interface AccessCell {
  readonly phase: Phase;
  readonly participantClass: ParticipantClass;
  readonly product: Product;
  readonly action: Action;
}

/** The phase that introduces each product; no vote opens a product before it. */
export const FIRST_PHASE: Readonly<Record<Product, Phase>> = {
  spot: 1,
  forward: 2,
  synthetic: 3,
  optionBuy: 4,
  optionWrite: 4,
  vaultShares: 4,
};
