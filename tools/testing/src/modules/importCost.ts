import { spawnSync } from 'node:child_process';
import { type BenchRow, median } from '../bench/compare.ts';

const ROUNDS = 7;
const EMPTY = 'data:text/javascript,';

/**
 * What importing a module costs: the CPU time of a process that imports it and ends, as a multiple of the time of one that
 * imports an empty module; the two alternate, and the median counts.
 *
 * @param module a specifier, found from the folder `from`.
 */
export function importCost(input: {
  readonly module: string;
  readonly from: URL;
  readonly atMost?: number;
}): BenchRow {
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ratios.push(cpuMicroseconds(input.module, input.from) / cpuMicroseconds(EMPTY, input.from));
  }
  return {
    name: `import '${input.module}'`,
    reference: 'an empty module',
    cost: median(ratios),
    ...(input.atMost === undefined ? {} : { atMost: input.atMost }),
  };
}

function cpuMicroseconds(module: string, from: URL): number {
  const code = `await import(${JSON.stringify(module)});
const { user, system } = process.cpuUsage();
console.log(user + system);`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: from,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`importing ${module} failed: ${stderr}`);
  return Number(stdout);
}
