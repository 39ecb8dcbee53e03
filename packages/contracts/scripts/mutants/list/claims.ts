import { group, type Mutant } from '../mutant.ts';

export const claims: readonly Mutant[] = group('claims', [
  [
    'claimsAgain',
    'marketplace/ProviderEarnings.sol',
    'amount = amount > claimed ? amount - claimed : 0;',
    '',
    'A leaf is paid its whole share at every claim.',
  ],
  [
    'overlapsOverdraw',
    'marketplace/ProviderEarnings.sol',
    'if (amount > held) amount = held;',
    '',
    'A tree whose shares overlap wants more than there is.',
  ],
  [
    'claimForgetsEarlier',
    'marketplace/ProviderEarnings.sol',
    '$.claims[accountId][share.leaf] = claimed + amount;',
    '$.claims[accountId][share.leaf] = amount;',
    'What a leaf had before its last claim is forgotten.',
  ],
  [
    'totalForgetsClaims',
    'marketplace/ProviderEarnings.sol',
    'distribution_.claimed += uint128(amount);',
    '',
    'Every claim shrinks the total that shares are of.',
  ],
  [
    'claimsLeaveEarnings',
    'marketplace/ProviderEarnings.sol',
    'account_.earnings = uint96(held - amount);',
    '',
    'A distribution pays out what it no longer holds.',
  ],
  [
    'sharesLeaveDust',
    'math/ProceedsShare.sol',
    '(total * to) / WAD - (total * from) / WAD',
    '(total * (to - from)) / WAD',
    'Adjoining shares no longer meet in the same wei.',
  ],
  [
    'anyProof',
    'marketplace/ProviderEarnings.sol',
    '!MerkleProof.verifyCalldata(proof, distribution_.root, _leafHash(contentHash, share))',
    'false',
    'Anybody claims a share that is in no tree.',
  ],
  [
    'emptyShare',
    'marketplace/ProviderEarnings.sol',
    'share.from >= share.to',
    'share.from > share.to',
    'An empty interval is taken for a share.',
  ],
  [
    'claimsPayTheCaller',
    'marketplace/ProviderEarnings.sol',
    '_pay($, share.provider, amount);',
    '_pay($, msg.sender, amount);',
    'Whoever claims is paid, not whose share it is.',
  ],
]);
