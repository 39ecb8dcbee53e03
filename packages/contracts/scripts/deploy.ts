/** Deploys Phasegate to a node, or without `--url` to a chain in this process as a dry run. See `--help`. */
import { type FileHandle, open, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  type Deployment,
  type DeploymentParameters,
  deployPhasegate,
  openEndpoint,
} from '@phasegate/contracts';
import { createLocalChain } from '@phasegate/contracts/local-chain';
import { bigintText } from '@phasegate/pricing/units';
import { UsageError } from '../src/cli/errors.ts';
import { readJson, shellPath } from '../src/cli/files.ts';

const KEY_VARIABLE = 'PHASEGATE_PRIVATE_KEY';
const HELP = `Deploys PAT, the phase gate and the marketplace behind its proxy, and verifies the result on chain.

pnpm --filter @phasegate/contracts run deploy -- [options]

  --url URL          node to deploy to (http or https); without it a dry run on a chain in this process
  --parameters FILE  JSON with owner, brokerWallet, registrar, patAllocation, brokerMarginBps, maxBackdateSeconds,
                     minIndexAsk, minIndexMarginBps, firstCurve; wei and curve as decimal text; all optional
  --out FILE         where to write the deployment as JSON; an existing file is not overwritten
  --json             print the deployment as JSON instead of a table
  --help             this text

The account that deploys is taken from the environment variable ${KEY_VARIABLE} (0x and 64 hexadecimal digits), never from
the command line. Exit codes: 0 deployed, 1 failed, 2 wrong usage (pnpm --filter makes it 1).
`;

interface Options {
  readonly url?: string;
  readonly parameters?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly help?: boolean;
}

function readOptions(argv: readonly string[]): Options {
  try {
    // pnpm hands its own `--` on.
    const args = argv[0] === '--' ? argv.slice(1) : [...argv];
    return parseArgs({
      args,
      options: {
        url: { type: 'string' },
        parameters: { type: 'string' },
        out: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message}. See --help`);
  }
}

/** Amounts are text in JSON, since wei exceed what its numbers hold. */
async function readParameters(file: string | undefined): Promise<DeploymentParameters> {
  return file === undefined ? {} : readJson(file, ['amount', 'minIndexAsk', 'minVolume', 'firstCurve']);
}

async function deploy(url: string | undefined, parameters: DeploymentParameters): Promise<Deployment> {
  if (url === undefined) {
    const chain = await createLocalChain();
    try {
      return await deployPhasegate({ signer: chain.signers[0], parameters });
    } finally {
      await chain.close();
    }
  }
  const signer = process.env[KEY_VARIABLE];
  if (signer === undefined) throw new UsageError(`${KEY_VARIABLE} is not set. Set it to the deployer's key`);
  const endpoint = await openEndpoint({ url, signer });
  try {
    return await deployPhasegate({ signer: endpoint.signer!, parameters });
  } finally {
    endpoint.close();
  }
}

function toJson({ addresses, parameters, fromBlock }: Deployment): string {
  return `${JSON.stringify({ addresses, fromBlock, parameters }, bigintText, 2)}\n`;
}

function toTable({ addresses, parameters, fromBlock }: Deployment): string {
  const rows = [...Object.entries(addresses), ['fromBlock', fromBlock], ...Object.entries(parameters)];
  return rows.map(([name, value]) => `${String(name).padEnd(26)} ${String(value)}\n`).join('');
}

async function openNew(file: string): Promise<FileHandle> {
  return open(file, 'wx').catch((cause: unknown) => {
    throw new UsageError(`${file} can't be written anew: ${(cause as Error).message}. Name another file`);
  });
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help === true) {
    process.stdout.write(HELP);
    return;
  }
  const parameters = await readParameters(options.parameters);
  // Opened first: a deployment whose addresses can't be written is lost.
  const out = options.out === undefined ? undefined : await openNew(shellPath(options.out));
  try {
    const deployment = await deploy(options.url, parameters);
    if (options.url === undefined)
      process.stderr.write('Dry run: deployed to a chain in this process, gone now\n');
    process.stdout.write(options.json === true ? toJson(deployment) : toTable(deployment));
    await out?.writeFile(toJson(deployment));
    await out?.close();
  } catch (cause) {
    await out?.close();
    if (options.out !== undefined) await rm(shellPath(options.out));
    throw cause;
  }
}

await main().catch((cause: unknown) => {
  const failure = cause instanceof Error ? cause : new Error(String(cause));
  process.stderr.write(`${failure.name}: ${failure.message}\n`);
  process.exitCode = failure instanceof UsageError ? 2 : 1;
});
