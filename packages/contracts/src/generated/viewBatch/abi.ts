// Generated from lens/ViewBatch.sol by `pnpm compile`. Sources and settings: b4ca6c564305c696f2b4c053983decc8c4ea01fd490fa4049570ea019ecd4c68

export const viewBatchAbi = [{"inputs":[{"components":[{"internalType":"address","name":"target","type":"address"},{"internalType":"bytes","name":"data","type":"bytes"}],"internalType":"struct ViewBatch.View[]","name":"views","type":"tuple[]"}],"name":"ask","outputs":[{"internalType":"bytes[]","name":"answers","type":"bytes[]"}],"stateMutability":"view","type":"function"}] as const;
