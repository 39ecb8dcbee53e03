import { checkFields } from '@phasegate/pricing/units';
import type { Signer } from 'ethers';
import { abis } from '../contract/abis.ts';
import { contractHandle } from '../contract/contractHandle.ts';
import type { ProductionContracts, ProductionDeployment } from '../deployment/productionDeployment.ts';
import { type ProductionParameters, productionParameters } from '../deployment/productionParameters.ts';
import { verifyProduction } from '../deployment/verifyProduction.ts';
import { clearingHouseBytecode } from '../generated/clearingHouse/bytecode.ts';
import { ownerTimelockBytecode } from '../generated/ownerTimelock/bytecode.ts';
import { phaseGovernorBytecode } from '../generated/phaseGovernor/bytecode.ts';
import { quoteDeskBytecode } from '../generated/quoteDesk/bytecode.ts';
import { readinessMeterBytecode } from '../generated/readinessMeter/bytecode.ts';
import { settlementOracleBytecode } from '../generated/settlementOracle/bytecode.ts';
import { streamingForwardBytecode } from '../generated/streamingForward/bytecode.ts';
import { underwritingVaultBytecode } from '../generated/underwritingVault/bytecode.ts';
import { votePATBytecode } from '../generated/votePAT/bytecode.ts';
import { checkChain } from './checkChain.ts';
import { deployContract } from './deployContract.ts';
import { deploySpot } from './deployPhasegate.ts';

/**
 * Deploys for production: the owner's timelock owns the gate and the marketplace from their constructors on, the
 * governor's own timelock is the gate's governance, the meter is connected; the deployer keeps nothing. The result is
 * read back and compared. What comes next (roles, markets) are acts of the owner, each after its delay.
 *
 * @throws {InvalidInputError} on bad parameters, before anything is sent. @throws {RevertError} when a constructor refuses.
 * @throws {DeploymentMismatchError} when the chain does not hold what was deployed.
 */
export async function deployProduction(options: {
  signer: Signer;
  parameters: ProductionParameters;
}): Promise<ProductionDeployment> {
  checkFields('options', options, ['signer', 'parameters']);
  const { signer } = options;
  const { governance, spot } = productionParameters(options.parameters);
  const provider = await checkChain(signer);
  // The timelock comes first: its events say who the company is.
  const fromBlock = (await provider.getBlockNumber()) + 1;
  const ownerTimelock = await deployContract(signer, 'OwnerTimelock', ownerTimelockBytecode, [
    governance.ownerDelay,
    [governance.company],
  ]);
  let votePat: ProductionContracts['votePat'] | undefined;
  let governor: ProductionContracts['governor'] | undefined;
  const deployed = await deploySpot({
    signer,
    parameters: { ...spot, owner: ownerTimelock.address },
    governanceOf: async (pat) => {
      votePat = await deployContract(signer, 'VotePAT', votePATBytecode, [pat]);
      const { votingDelay, votingPeriod, proposalThreshold, quorumBps, governorDelay } = governance;
      governor = await deployContract(signer, 'PhaseGovernor', phaseGovernorBytecode, [
        votePat.address,
        { votingDelay, votingPeriod, proposalThreshold, quorumBps, timelockDelay: governorDelay },
      ]);
      return governor.read('timelock', []);
    },
  });
  const readinessMeter = await deployContract(signer, 'ReadinessMeter', readinessMeterBytecode, [
    deployed.addresses.marketplace,
  ]);
  await (await deployed.contracts.phaseGate.write('connectMeter', [readinessMeter.address])).wait();
  const settlementOracle = await deployContract(signer, 'SettlementOracle', settlementOracleBytecode, [
    ownerTimelock.address,
    deployed.addresses.marketplace,
    governance.settlementBandBps,
    governance.minWindowVolume,
  ]);
  const clearingHouse = await deployContract(signer, 'ClearingHouse', clearingHouseBytecode, [
    ownerTimelock.address,
    deployed.addresses.marketplace,
    settlementOracle.address,
    deployed.parameters.brokerWallet,
    governance.accountShareBps,
    governance.houseShareBps,
  ]);
  const underwritingVault = await deployContract(signer, 'UnderwritingVault', underwritingVaultBytecode, [
    ownerTimelock.address,
    clearingHouse.address,
    governance.riskManager,
    governance.vaultEpoch,
    governance.vaultUtilisationBps,
  ]);
  // A matcher only once the owner has announced it, and a week has passed.
  const quoteDesk = await deployContract(signer, 'QuoteDesk', quoteDeskBytecode, [clearingHouse.address]);
  const streamingForward = await deployContract(signer, 'StreamingForward', streamingForwardBytecode, [
    ownerTimelock.address,
    deployed.addresses.marketplace,
    deployed.parameters.brokerWallet,
  ]);
  const governorTimelock = contractHandle({
    abi: abis.OwnerTimelock,
    address: deployed.parameters.governance,
    runner: signer,
  });
  const deployment: ProductionDeployment = {
    ...deployed,
    addresses: {
      ...deployed.addresses,
      ownerTimelock: ownerTimelock.address,
      votePat: votePat!.address,
      governor: governor!.address,
      governorTimelock: governorTimelock.address,
      readinessMeter: readinessMeter.address,
      settlementOracle: settlementOracle.address,
      clearingHouse: clearingHouse.address,
      underwritingVault: underwritingVault.address,
      streamingForward: streamingForward.address,
      quoteDesk: quoteDesk.address,
    },
    contracts: {
      ...deployed.contracts,
      ownerTimelock,
      votePat: votePat!,
      governor: governor!,
      governorTimelock,
      readinessMeter,
      settlementOracle,
      clearingHouse,
      underwritingVault,
      streamingForward,
      quoteDesk,
    },
    governance,
    fromBlock,
  };
  await verifyProduction(deployment, await signer.getAddress());
  return deployment;
}
