// Generated from lens/ViewBatch.sol by `pnpm compile`. Sources and settings: 64cdfe3f566aea2a8afdb728c0f873ca2982d0b72705a32364146eb3f5049a7d

export const viewBatchAbi = [{"inputs":[{"components":[{"internalType":"address","name":"target","type":"address"},{"internalType":"bytes","name":"data","type":"bytes"}],"internalType":"struct ViewBatch.View[]","name":"views","type":"tuple[]"}],"name":"ask","outputs":[{"internalType":"bytes[]","name":"answers","type":"bytes[]"}],"stateMutability":"view","type":"function"}] as const;
