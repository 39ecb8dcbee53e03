export { type BenchRow, type Comparison, compareAll, type Timed } from './bench/compare.ts';
export { bigintLoop, floatLoop } from './bench/referenceLoops.ts';
export { reportBench } from './bench/reportBench.ts';
export { type DocExample, docExamples } from './documents/docExamples.ts';
export { markdownListings } from './documents/markdownListings.ts';
export { type Listing, runListing, type StatedResult } from './documents/runListing.ts';
export { importCost } from './modules/importCost.ts';
export { loadedModules } from './modules/loadedModules.ts';
export { runs } from './runs.ts';
