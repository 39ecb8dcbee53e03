import type { SpotMarketEventType } from '@phasegate/market';

/** A function in both languages. */
export interface Twin {
  readonly typescript: string;
  /** `Owner.function`: of a contract by its ABI, of a library or abstract contract by its source. */
  readonly solidity: string;
  /** Why the two names differ, where they do on purpose. */
  readonly difference?: string;
}

/** Arithmetic and access: exported functions of the packages. */
export const FUNCTIONS: readonly Twin[] = [
  { typescript: 'mulDivUp', solidity: 'MulDiv.mulDivUp' },
  { typescript: 'freshnessAt', solidity: 'FreshnessCurve.freshnessAt' },
  {
    typescript: 'unpackKnots',
    solidity: 'FreshnessCurve.validate',
    difference:
      'in TypeScript the knots are what is left of a word that was found valid; Solidity never needs them',
  },
  { typescript: 'decayAsk', solidity: 'Ask.decay' },
  { typescript: 'splitAsk', solidity: 'Ask.split' },
  { typescript: 'recordTrade', solidity: 'MarketIndex.recordTrade' },
  { typescript: 'indexPrice', solidity: 'DataMarketplace.indexPrice' },
  {
    typescript: 'indexBuckets',
    solidity: 'DataMarketplace.indexBucket',
    difference: 'TypeScript gives all hours of a period at once, a call one hour',
  },
  { typescript: 'askOf', solidity: 'DataMarketplace.askOf' },
  { typescript: 'hasAccess', solidity: 'DataMarketplace.hasAccess' },
  { typescript: 'frozenUntil', solidity: 'SegmentListing._frozenUntil' },
  {
    typescript: 'patBalance',
    solidity: 'PAT.balanceOf',
    difference: 'ERC-20 fixes the name on chain, where the token is the subject of the call',
  },
  { typescript: 'isAllowed', solidity: 'AccessMatrix.isAllowed' },
  {
    typescript: 'defaultAccessMatrix',
    solidity: 'AccessMatrix.defaultWord',
    difference: 'a constant in TypeScript; `default` alone is a keyword of Solidity',
  },
  {
    typescript: 'accessBit',
    solidity: 'AccessMatrix.bitOf',
    difference: 'the bit is one of a cell, not of the whole matrix',
  },
  { typescript: 'tightenCell', solidity: 'PhaseGate.tightenCell' },
  { typescript: 'loosenCell', solidity: 'PhaseGate.loosenCell' },
];

/** Every event of the spot market and the transaction that it is; PAT is allocated by its constructor. */
export const EVENTS: Readonly<Record<Exclude<SpotMarketEventType, 'allocatePat'>, string>> = {
  addCurve: 'DataMarketplace.addCurve',
  addMarket: 'DataMarketplace.addMarket',
  setReferenceAsk: 'DataMarketplace.setReferenceAsk',
  registerSegments: 'DataMarketplace.registerSegments',
  repriceSegment: 'DataMarketplace.repriceSegment',
  buySegment: 'DataMarketplace.buySegment',
  buySegments: 'DataMarketplace.buySegments',
  deliverAccess: 'DataMarketplace.deliverAccess',
  setPurchaseConsent: 'DataMarketplace.setPurchaseConsent',
  withdrawEarnings: 'DataMarketplace.withdrawEarnings',
  claimDistribution: 'DataMarketplace.claimDistribution',
  recoverSurplus: 'DataMarketplace.recoverSurplus',
  setBrokerMargin: 'DataMarketplace.setBrokerMargin',
  setMarginBand: 'DataMarketplace.setMarginBand',
  setBrokerWallet: 'DataMarketplace.setBrokerWallet',
  setPaused: 'DataMarketplace.setPaused',
  refreshIndexStanding: 'DataMarketplace.refreshIndexStanding',
  approvePat: 'PAT.approve',
  transferPat: 'PAT.transfer',
};

/** Errors of the marketplace without a class in TypeScript, by the reason. */
export const WITHOUT_CLASS: Readonly<Record<string, readonly string[]>> = {
  'an InvalidInputError with the path of what is wrong': [
    'InvalidMarketTerms',
    'InvalidShare',
    'WalletIsMarketplace',
    'ZeroAddress',
    'ZeroContentHash',
    'IndexRangeTooLong',
  ],
  'no list in memory gets as long': ['TooManySegments'],
  'who may call and proofs are not modelled': ['NotRole', 'OwnerRequired', 'InvalidProof'],
  'deployment and upgrades are not modelled': [
    'SupplyTooLarge',
    'FirstCurveMismatch',
    'LayoutMismatch',
    'NotAContract',
    'PatMismatch',
  ],
};
