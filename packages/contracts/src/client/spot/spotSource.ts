import type { DeploymentAddresses, PhasegateContracts } from '../../deployment/deployment.ts';
import type { Endpoint } from '../endpoint/openEndpoint.ts';

/** What the spot functions work on. */
export interface SpotSource {
  readonly endpoint: Endpoint;
  readonly addresses: DeploymentAddresses;
  readonly contracts: PhasegateContracts;
}
