export const KEY_VARIABLE = 'PHASEGATE_PRIVATE_KEY';

export const HELP: string = `Runs a Phasegate deployment.

phasegate <verb> (--url URL --deployment FILE | --local) [options]

To look
  status     chain, phase, evidence, pauses, days nobody has digested and until when they can be, ballot, announced acts
  powers     who holds which power now, with its delay

By the owner, through its timelock: announced first, the same command again executes once the delay is over
  advance    the next phase
  pause      --by owner --product LIST --until DATE: openings of products; LIST of spot, forward, synthetic, optionBuy,
             optionWrite, vaultShares, or all; or marketplace: listing and buying, until resumed
  resume     --by owner --product LIST: lifts it
  role       --role lister|pricer|deliverer|guardian|registrar|broker|affiliate --account ADDRESS [--revoke]
  margin     --bps N: the broker's margin on what is listed from then on; --band N: how far the pricer may move it
  wallet     --account ADDRESS: where the broker's spread goes
  market     --terms FILE: opens a market; JSON with segmentType, windowSeconds, confidenceLowBps, confidenceHighBps,
             referenceAskPat, bandBps, dailyMoveBps, settlementPeriodHours, settlementWindowHours, settlementOffsetHours

By others, at once
  pause      --product LIST --days N: the guardian, for at most 7 days
  resume     --product LIST: the guardian lifts its own pause
  curve      --curve FILE: the pricer adds a freshness curve; JSON like { "family": "exponential" }
  reference  --market N --ask PAT: the pricer moves a market's reference ask
  admit      --csv FILE with the columns account,expiry,jurisdiction: the registrar admits or renews, 100 at a time
  readiness  without options: may phase 3 be opened on the recorded report, and if not, why
             --digest DAY --count N --market M: anyone keeps days of the index (counted from 1970-01-01)
             --report FILE: signs the auditor's figures with the key; --signature 0x...: records them

Settlement prices, by anyone
  settlement --market M --expiry DATE-OR-SECONDS: where a settlement stands, and the open interest that the market bears
             --do open: before its window, so that series can be listed; refresh: its fallback; settle: the price
             --do fix --price PAT: a signer's price, from the expiry on
             --market M --do cap: measures the open interest that the market bears, once a day
             --do announce --signers LIST: the owner, by its timelock; --do apply: 7 days after it took effect

Series, their books and accounts, by anyone; a book is --market M [--against N] --expiry DATE-OR-SECONDS
  clearing   without --do: a book with its series, open interest and positions; settled, who pays whom and why
             --do create --kind call --strike PAT --cap PAT | put --strike PAT | collar --floor PAT --cap PAT --price PAT
               | swap --against N --bound PAT --spread=PAT (may be below zero): lists a series, before the settlement window
             --do settle: what its series settle at; --do positions [--limit N]: ends positions, N (100) at a time
             --do deposit --amount PAT; --do withdraw [--amount PAT]: the signer's balance, without amount all that is free
             --do allow --matcher ADDRESS [--revoke]: who may trade the signer's positions
             --do announce|remove --matcher ADDRESS: the owner, by its timelock; --do apply: 7 days after it took effect
             --do fees --account ADDRESS --bps N --amount PAT: the owner sets the fee on premiums and by lot and day
             --do requirement --phase N --class retail|institution|broker|lapsed --product P --amount PAT: the owner

The underwriting vault, by anyone
  vault      without --do: epoch, capital, obligations and shares; --market M: what that is priced with
             --do buy|sell --series ID --lots N [--amount PAT]: trades at the quote of now, within one per cent or the amount
             --do deposit|redeem --amount PAT: requests, answered when the epoch is closed; --do claim: what they brought
             --do close: ends an epoch that has lasted its time; --do release, with a book: owes nothing more on it
             --do terms --market M --base X --full X --spread X: the risk role, once a day
             --do risk --account ADDRESS: the owner gives the risk role, by its timelock

By voters
  wrap       --amount PAT: wraps PAT into votes and delegates them to the signer
  ballot     opens a ballot on phase 4, from the 90th day of phase 3 on; prints its number
  propose    --call NAME [--args JSON] --description TEXT: proposes a call of the phase gate to the governor
  vote       --proposal ID --support for|against|abstain
  queue      the same options as propose, and --proposer ADDRESS: hands a passed vote to the governor's timelock
  execute    the same as queue: executes it once the delay is over

By the deployer
  deploy     --parameters FILE (JSON with company, guardian, registrar, auditor, brokerWallet,
             patAllocation: [{ to, amount }] and what else is chosen; wei as decimal text), --out FILE for the addresses

  --url URL          node (http or https)
  --deployment FILE  addresses, as deploy --out wrote them; needed with --url
  --local            a fresh production deployment on a chain in this process, where every role has an account of its own
  --dry-run          print calldata and what the node says would happen; send nothing
  --from ADDRESS     for a multisig or a hardware wallet: the same without a key, in the name of ADDRESS
  --safe FILE        with --from: also write the calls as a batch for Safe's transaction builder
  --json             machine-readable output; amounts in wei, times in Unix seconds
  --help             this text

The key that signs is taken from the environment variable ${KEY_VARIABLE}, never from the command line.
Exit codes: 0 done or answered, 1 refused or failed (a dry run too), 2 wrong usage.
`;
