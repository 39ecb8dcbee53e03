export const KEY_VARIABLE = 'PHASEGATE_PRIVATE_KEY';

export const HELP = `Runs a Phasegate deployment.

pnpm phasegate <verb> [options]

  deploy     deploy for production: --parameters FILE (JSON with company, guardian, registrar, auditor, brokerWallet,
             patAllocation: [{ to, amount }] and what else is chosen; wei as decimal text), --out FILE for the addresses
  status     phase, evidence, days nobody has digested and until when they can be, ballot, approval, pauses, delays
  powers     who holds which power now, with its delay
  advance    the owner's next phase: schedules it at the owner's timelock, executes it once the delay is over
  readiness  without options: may phase 3 be opened on the recorded report, and if not, why
             --digest DAY --count N --market M: keeps days of the index (counted from 1970-01-01)
             --report FILE: signs the auditor's figures with the key; --signature 0x...: records them
  admit      --csv FILE with the columns account,expiry,jurisdiction: admits or renews, 100 at a time
  wrap       --amount WEI: wraps PAT into votes and delegates them to the signer
  ballot     opens a ballot on phase 4, from the 90th day of phase 3 on; prints its number
  propose    --call NAME [--args JSON] --description TEXT: proposes a call of the phase gate to the governor
  vote       --proposal ID --support for|against|abstain
  queue      the same options as propose, and --proposer ADDRESS: hands a passed vote to the governor's timelock
  execute    the same as queue: executes it once the delay is over

  --url URL          node (http or https); without it a fresh production deployment on a chain in this process, where
                     every role has an account of its own
  --deployment FILE  addresses, as deploy --out wrote them; needed with --url
  --dry-run          print calldata and what the node says would happen; send nothing
  --json             machine-readable output
  --help             this text

The account that signs is taken from the environment variable ${KEY_VARIABLE}, never from the command line.
Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
`;
