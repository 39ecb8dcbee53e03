import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './bindings.ts';

/** The gate's part of the table, in the order of its struct. */
const THRESHOLDS = [
  'minDays',
  'minTradedHours',
  'maxDailyVolatilityBps',
  'maxLargestBuyerBps',
  'minDeliveredBps',
  'minBuyers',
  'maxReportAge',
  'minVolume',
] as const;

/** Writes the gate's part of the one table of thresholds, which risk owns and which the client must not load risk for. */
export async function writePhaseThresholds(): Promise<void> {
  // Read from its source, which imports nothing at run time: the bindings stand before any package is built.
  const source = join(root, '..', 'risk', 'src', 'readiness', 'readinessThresholds.ts');
  const { defaultReadinessThresholds } = (await import(source)) as {
    defaultReadinessThresholds: Readonly<Record<string, number | bigint>>;
  };
  const rows = THRESHOLDS.map((name) => {
    const value = defaultReadinessThresholds[name];
    return `  ${name}: ${value}${typeof value === 'bigint' ? 'n' : ''},\n`;
  });
  const table = `// Generated from risk's table of thresholds by \`pnpm compile\`.\n\nexport const phaseThresholds = {\n${rows.join('')}} as const;\n`;
  const target = join(root, 'src', 'generated', 'phaseThresholds.ts');
  if ((await readFile(target, 'utf8').catch(() => '')) !== table) await writeFile(target, table);
}
