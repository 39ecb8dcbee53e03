import { createRequire } from 'node:module';
import hardhatEthers from '@nomicfoundation/hardhat-ethers';
import { defineConfig } from 'hardhat/config';
import { solidityCompiler } from './solidity.config.ts';

const require = createRequire(import.meta.url);

/** Runs of a property: `PHASEGATE_RUNS` multiplies them (1 by default, large nightly). */
const runs = (count: number): number =>
  Math.max(1, Math.round(count * Number(process.env['PHASEGATE_RUNS'] ?? 1)));

const compiler = {
  ...solidityCompiler,
  // The npm build of solc: nothing is downloaded.
  path: require.resolve('solc/soljson.js'),
};

export default defineConfig({
  plugins: [hardhatEthers],
  solidity: {
    // Tests are compiled by their own run only, never by a build.
    splitTestsCompilation: true,
    profiles: {
      // What the bindings are made of: each source by itself, because compiled together a contract's code depends on its company.
      production: { isolated: true, compilers: [compiler] },
      // The Solidity tests, all together.
      default: { compilers: [compiler] },
    },
  },
  test: {
    solidity: {
      // Fixed, so that a failure repeats; a nightly run may choose another.
      fuzz: { runs: runs(256), seed: process.env['PHASEGATE_SEED'] ?? '0x5048415345' },
      blockTimestamp: 1_767_225_600n,
    },
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
