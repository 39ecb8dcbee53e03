import { BPS, mulDivUp } from '@phasegate/pricing/units';
import { id, ZeroAddress, ZeroHash } from 'ethers';
import { seats } from '../governance/seats.ts';
import { checkItems, type DeployedItem } from './deployedItems.ts';
import { patSupply } from './deploymentParameters.ts';
import type { ProductionDeployment } from './productionDeployment.ts';

const PROPOSER = id('PROPOSER_ROLE');
const CANCELLER = id('CANCELLER_ROLE');
const EXECUTOR = id('EXECUTOR_ROLE');
const ADMIN = ZeroHash;

/**
 * Reads a production deployment's governance back: delays, quorum, who proposes where, and that the deployer kept nothing.
 *
 * @throws {DeploymentMismatchError} naming the first item that differs.
 */
export async function verifyProduction(deployment: ProductionDeployment, deployer: string): Promise<void> {
  const { addresses, contracts, parameters, governance } = deployment;
  const {
    ownerTimelock,
    governor,
    governorTimelock,
    votePat,
    readinessMeter,
    phaseGate,
    settlementOracle,
    clearingHouse,
    underwritingVault,
    streamingForward,
    quoteDesk,
  } = contracts;
  const quorum = mulDivUp(patSupply(parameters.patAllocation), BigInt(governance.quorumBps), BigInt(BPS));
  const items: readonly DeployedItem[] = [
    ['delay of the owner', await ownerTimelock.read('getMinDelay', []), governance.ownerDelay],
    ['company proposes', await ownerTimelock.read('hasRole', [PROPOSER, governance.company]), true],
    ['deployer administers the owner', await ownerTimelock.read('hasRole', [ADMIN, deployer]), false],
    [
      'company administers the owner',
      await ownerTimelock.read('hasRole', [ADMIN, governance.company]),
      false,
    ],
    ['wrapped token', await votePat.read('underlying', []), addresses.pat],
    ['voting token', await governor.read('token', []), addresses.votePat],
    ['quorum', await governor.read('quorumVotes', []), quorum],
    ['voting delay', await governor.read('votingDelay', []), governance.votingDelay],
    ['voting period', await governor.read('votingPeriod', []), governance.votingPeriod],
    ['proposal threshold', await governor.read('proposalThreshold', []), governance.proposalThreshold],
    ['delay of the governor', await governorTimelock.read('getMinDelay', []), governance.governorDelay],
    ['governor proposes', await governorTimelock.read('hasRole', [PROPOSER, addresses.governor]), true],
    ['governor cancels', await governorTimelock.read('hasRole', [CANCELLER, addresses.governor]), true],
    ['governor executes', await governorTimelock.read('hasRole', [EXECUTOR, addresses.governor]), true],
    ['anybody executes', await governorTimelock.read('hasRole', [EXECUTOR, ZeroAddress]), false],
    [
      'deployer proposes to the governor',
      await governorTimelock.read('hasRole', [PROPOSER, deployer]),
      false,
    ],
    ['deployer administers the governor', await governorTimelock.read('hasRole', [ADMIN, deployer]), false],
    ['governance', (await phaseGate.read('office', [seats.governance])).holder, addresses.governorTimelock],
    ['meter', await phaseGate.read('meter', []), addresses.readinessMeter],
    ['marketplace of the meter', await readinessMeter.read('marketplace', []), addresses.marketplace],
    ['owner of the oracle', await settlementOracle.read('owner', []), addresses.ownerTimelock],
    ['marketplace of the oracle', await settlementOracle.read('marketplace', []), addresses.marketplace],
    ['settlement band', await settlementOracle.read('bandBps', []), BigInt(governance.settlementBandBps)],
    ['smallest window volume', await settlementOracle.read('minVolume', []), governance.minWindowVolume],
    ['owner of the clearing house', await clearingHouse.read('owner', []), addresses.ownerTimelock],
    ['token of the clearing house', await clearingHouse.read('pat', []), addresses.pat],
    ['gate of the clearing house', await clearingHouse.read('phaseGate', []), addresses.phaseGate],
    ['marketplace of the clearing house', await clearingHouse.read('marketplace', []), addresses.marketplace],
    ['oracle of the clearing house', await clearingHouse.read('oracle', []), addresses.settlementOracle],
    ['wallet of fees', (await clearingHouse.read('fees', []))[0], parameters.brokerWallet],
    [
      "an account's share",
      await clearingHouse.read('accountShareBps', []),
      BigInt(governance.accountShareBps),
    ],
    ['owner of the streams', await streamingForward.read('owner', []), addresses.ownerTimelock],
    ['fee wallet of the streams', await streamingForward.read('feeWallet', []), parameters.brokerWallet],
    ['owner of the vault', await underwritingVault.read('owner', []), addresses.ownerTimelock],
    ['clearing house of the vault', await underwritingVault.read('clearing', []), addresses.clearingHouse],
    ['risk role', await underwritingVault.read('riskManager', []), governance.riskManager],
    ["the vault's epoch", await underwritingVault.read('epochLength', []), BigInt(governance.vaultEpoch)],
    [
      "the vault's utilisation",
      await underwritingVault.read('maxUtilisationBps', []),
      BigInt(governance.vaultUtilisationBps),
    ],
    ['clearing house of the quote desk', await quoteDesk.read('clearing', []), addresses.clearingHouse],
    ["the house's share", await clearingHouse.read('houseShareBps', []), BigInt(governance.houseShareBps)],
  ];
  checkItems(items);
}
