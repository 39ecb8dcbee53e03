/** `pnpm --filter @phasegate/contracts bench [--json]`: what importing the client costs. Exits with 1 when a bar is missed. */
import { importCost, reportBench } from '@phasegate/testing';

// Most of it is ethers.
reportBench([
  importCost({ module: '@phasegate/contracts', from: new URL('.', import.meta.url), atMost: 13 }),
]);
