import { checkObject, PhasegateError } from '@phasegate/pricing/units';
import type { Abi, ExtractAbiFunctionNames } from 'abitype';
import type { Provider, Signer } from 'ethers';
import { abis } from '../contract/abis.ts';
import { CallFailedError } from '../contract/callFailedError.ts';
import { contractHandle } from '../contract/contractHandle.ts';
import { refusalOf } from '../contract/revert.ts';
import { DeploymentMismatchError } from '../deployment/deployedItems.ts';
import type { DeploymentAddresses, PhasegateContracts } from '../deployment/deployment.ts';
import { deploymentAddresses, type KnownAddresses } from '../deployment/deploymentAddresses.ts';
import { NoCodeError, WrongChainError } from '../deployment/errors.ts';
import { type SendCall, type SentTransaction, sendCall } from './call/sendCall.ts';
import type { ChainKind } from './chain/detectChain.ts';
import { type Clearing, clearing } from './clearing/clearing.ts';
import { type Endpoint, type EndpointOptions, openEndpoint } from './endpoint/openEndpoint.ts';
import { type FollowStep, follow } from './follow/follow.ts';
import type { FollowOptions } from './follow/followOptions.ts';
import { type Spot, spot } from './spot/spot.ts';

/** How to reach a deployment. */
export interface ConnectOptions extends EndpointOptions {
  /** What `deployPhasegate` returned, its `addresses`, or the parsed file of the deployment script. */
  readonly deployment: unknown;
}

/** A connection to a deployment. */
export interface PhasegateClient {
  readonly addresses: KnownAddresses;
  readonly chain: ChainKind;
  /** Typed contracts; `write` shares the client's nonces, `send` adds keys, retries and decoded results. */
  readonly contracts: PhasegateContracts;
  readonly provider: Provider;
  /** The account that sends, as an ethers signer; `undefined` when connected for reading. */
  readonly signer: Signer | undefined;
  /** Sends a call; see `sendCall` for what it throws. */
  send<const TAbi extends Abi, TName extends ExtractAbiFunctionNames<TAbi, 'nonpayable'>>(
    call: SendCall<TAbi, TName>,
  ): Promise<SentTransaction>;
  /** Follows events; see `follow`. */
  follow(options: FollowOptions): AsyncGenerator<FollowStep, void, undefined>;
  readonly spot: Spot;
  /** Where the deployment has a clearing house and a quote desk. */
  readonly clearing: Clearing;
  /** Ends the provider's polling. */
  close(): void;
}

/**
 * Connects to a deployment through a node: zksync-ethers' provider and fee estimates on ZKsync, ethers' and EIP-1559
 * elsewhere.
 *
 * @throws {MalformedUrlError} {@link MalformedDeploymentError} {@link MalformedPrivateKeyError} {@link MalformedSignerError} {@link InvalidInputError} on
 * bad input, before anything is sent.
 * @throws {NodeUnreachableError} {@link HttpRefusedError} when there is no node at the URL. @throws {WrongChainError} when it serves
 * another chain. @throws {NoCodeError} when an address has no contract. @throws {DeploymentMismatchError} when the contracts don't belong
 * together.
 */
export async function connectPhasegate(options: ConnectOptions): Promise<PhasegateClient> {
  checkObject('options', options);
  const { deployment, ...reaching } = options;
  const addresses = deploymentAddresses(deployment);
  const endpoint = await openEndpoint(reaching);
  try {
    const contracts = bindContracts(endpoint, addresses);
    await checkDeployment(endpoint, addresses, contracts);
    const { transport, retry, pollIntervalMs, chain, provider, signer } = endpoint;
    return {
      addresses,
      chain,
      contracts,
      provider,
      signer,
      send: (call) => sendCall(endpoint, addresses, call),
      follow: (terms) => follow({ transport, addresses, clock: retry.clock, pollIntervalMs }, terms),
      spot: spot({ endpoint, addresses, contracts }),
      clearing: clearing({ endpoint, addresses, contracts }),
      close: () => endpoint.close(),
    };
  } catch (cause) {
    endpoint.close();
    throw cause;
  }
}

function bindContracts(endpoint: Endpoint, addresses: DeploymentAddresses): PhasegateContracts {
  const runner = endpoint.signer ?? endpoint.provider;
  return {
    pat: contractHandle({ abi: abis.PAT, address: addresses.pat, runner }),
    phaseGate: contractHandle({ abi: abis.PhaseGate, address: addresses.phaseGate, runner }),
    marketplace: contractHandle({ abi: abis.DataMarketplace, address: addresses.marketplace, runner }),
  };
}

async function checkDeployment(
  endpoint: Endpoint,
  addresses: KnownAddresses,
  contracts: PhasegateContracts,
): Promise<void> {
  const { chainId, ...contractAddresses } = addresses;
  if (endpoint.chainId !== chainId) throw new WrongChainError(endpoint.chainId, chainId);
  const codes = await Promise.all(
    Object.entries(contractAddresses).map(async ([contract, address]) => {
      const code = await endpoint.transport.request('eth_getCode', [address, 'latest']);
      return { contract, address, isEmpty: code === '0x' || code === null };
    }),
  );
  for (const { contract, address, isEmpty } of codes) {
    if (isEmpty) throw new NoCodeError(contract, address);
  }
  await checkReference('pat', addresses.pat, contracts);
  await checkReference('phaseGate', addresses.phaseGate, contracts);
}

/** Each contract has code; that they are the right ones shows in what the marketplace refers to. */
async function checkReference(
  name: 'pat' | 'phaseGate',
  expected: string,
  contracts: PhasegateContracts,
): Promise<void> {
  const observed = await contracts.marketplace.read(name, []).catch((cause: unknown) => {
    const isNoAnswer = cause instanceof CallFailedError || refusalOf(cause) !== undefined;
    if (cause instanceof PhasegateError && !isNoAnswer) throw cause;
    // It reverted or answered something else: not a marketplace.
    return 'no answer';
  });
  if (observed !== expected)
    throw new DeploymentMismatchError(`The marketplace's ${name}`, observed, expected);
}
