/** The compiler and what it is told: whatever changes here changes every contract's code. */
export const solidityCompiler = {
  version: '0.8.37',
  settings: {
    // A later default would emit opcodes that ZKsync's EVM interpreter rejects.
    evmVersion: 'cancun',
    viaIR: true,
    optimizer: { enabled: true, runs: 200 },
    outputSelection: { '*': { '*': ['storageLayout'] } },
  },
};
