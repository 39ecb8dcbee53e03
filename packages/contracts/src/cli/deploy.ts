import { openEndpoint } from '../client/endpoint/openEndpoint.ts';
import { deployProduction } from '../deploy/deployProduction.ts';
import type { ProductionDeployment } from '../deployment/productionDeployment.ts';
import type { ProductionParameters } from '../deployment/productionParameters.ts';
import { UsageError } from './errors.ts';
import { readJson, toJson, writeNew } from './files.ts';
import { KEY_VARIABLE } from './help.ts';
import { need, type Options } from './options.ts';

const WEI = ['amount', 'minIndexAsk', 'minVolume', 'proposalThreshold', 'minWindowVolume', 'firstCurve'];

/** Deploys for production; a dry run does so on a chain in this process, as `--local` does. */
export async function deploy(options: Options): Promise<Record<string, unknown>> {
  const parameters = (await readJson(need(options, 'parameters'), WEI)) as unknown as ProductionParameters;
  const { addresses, fromBlock, governance } = await deployed(options, parameters);
  if (options.texts.out !== undefined)
    await writeNew(options.texts.out, toJson({ addresses, fromBlock, governance }));
  return { addresses, fromBlock, governance };
}

async function deployed(options: Options, parameters: ProductionParameters): Promise<ProductionDeployment> {
  const { url } = options.texts;
  if ((url === undefined) !== options.local) {
    throw new UsageError('name a node by --url, or deploy on a chain in this process by --local; not both');
  }
  if (url === undefined || options.dryRun) {
    const { createLocalChain } = await import('../localChain/localChain.ts');
    const chain = await createLocalChain();
    try {
      return await deployProduction({ signer: chain.signers[0], parameters });
    } finally {
      await chain.close();
    }
  }
  const key = process.env[KEY_VARIABLE];
  if (key === undefined) throw new UsageError(`${KEY_VARIABLE} is not set. Set it to the deployer's key`);
  const endpoint = await openEndpoint({ url, signer: key });
  try {
    return await deployProduction({ signer: endpoint.signer!, parameters });
  } finally {
    endpoint.close();
  }
}
