import { createRequire } from 'node:module';
import hardhatEthers from '@nomicfoundation/hardhat-ethers';
import { defineConfig } from 'hardhat/config';

const require = createRequire(import.meta.url);

export default defineConfig({
  plugins: [hardhatEthers],
  solidity: {
    compilers: [
      {
        version: '0.8.37',
        // The npm build of solc: nothing is downloaded.
        path: require.resolve('solc/soljson.js'),
        settings: {
          // A later default would emit opcodes that ZKsync's EVM interpreter rejects.
          evmVersion: 'cancun',
          viaIR: true,
          optimizer: { enabled: true, runs: 200 },
          outputSelection: { '*': { '*': ['storageLayout'] } },
        },
      },
    ],
  },
  networks: {
    // Resembles ZKsync: its opcodes, its non-strict timestamps, its gas ceiling.
    default: {
      type: 'edr-simulated',
      hardfork: 'cancun',
      allowBlocksWithSameTimestamp: true,
      blockGasLimit: 16_000_000,
    },
  },
});
