/** Regenerates every committed reference: `pnpm --filter @phasegate/derivatives reference`. About a minute. */
await import('./millsTable.ts');
await import('./integerCoefficients.ts');
await import('./normalTable.ts');
await import('./blackTable.ts');
