/** `pnpm prove`: proves properties of the contracts' arithmetic and packed words with solc's model checker and z3. */
import { parseArgs } from 'node:util';
import { formatProofs, proofFaults } from './prove/proofReport.ts';
import { type Property, readProperties } from './prove/properties.ts';
import { type Proof, proveProperty } from './prove/proveProperty.ts';
import { startCompiler } from './prove/solidityCompiler.ts';
import { startSolver } from './prove/solver.ts';

const HELP = `Proves properties of the contracts' arithmetic and packed words, for all values at once.

pnpm prove [name...] [options]

  name             only properties whose name contains one of these: AskProofs, split, ...
  --proofs FOLDER  their sources, below packages/contracts; proofs unless told otherwise
  --json           machine-readable output
  --help           this text

A property is a function of packages/contracts/proofs that assumes by require and claims by assert, on the contracts' own
code. docs/proofs.md says what is proven, what is not, and what holds that instead.
Exit codes: 0 all is as the sources say, 1 a property is not proven or is listed as unproven and is, 2 wrong usage.
`;

/** @throws {TypeError} of `parseArgs` on an unknown option. */
function readOptions(): { names: readonly string[]; folder: string; json: boolean; help: boolean } {
  const options = {
    proofs: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const { proofs = 'proofs', json = false, help = false } = values;
  return { names: positionals, folder: proofs, json, help };
}

async function prove(options: ReturnType<typeof readOptions>): Promise<number> {
  const compiler = startCompiler();
  const isAsked = ({ name }: Property): boolean =>
    options.names.length === 0 || options.names.some((part) => name.includes(part));
  const properties = (await readProperties(options.folder, compiler)).filter(isAsked);
  if (properties.length === 0) {
    process.stderr.write(`No property has a name with ${options.names.join(' or ')}. See --help\n`);
    return 2;
  }
  const solver = await startSolver();
  const proofs: Proof[] = [];
  for (const property of properties) {
    const proof = await proveProperty(property, { compiler, solver });
    proofs.push(proof);
    process.stderr.write(
      `${proofs.length}/${properties.length} ${property.name}: ${proof.verdict}, ${proof.seconds.toFixed(1)} s\n`,
    );
  }
  const faults = proofFaults(proofs);
  const rows = proofs.map(({ property: { name, claim, unproven }, ...rest }) => ({
    name,
    claim,
    ...(unproven === undefined ? {} : { unproven }),
    ...rest,
  }));
  process.stdout.write(
    options.json ? `${JSON.stringify({ rows, faults }, undefined, 2)}\n` : `${formatProofs(proofs)}\n`,
  );
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  return faults.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  try {
    const options = readOptions();
    if (!options.help) return await prove(options);
    process.stdout.write(HELP);
    return 0;
  } catch (cause) {
    const { message, code } = cause as Error & { code?: string };
    process.stderr.write(`${message}\n`);
    return code?.startsWith('ERR_PARSE_ARGS') === true ? 2 : 1;
  }
}

// The solver's threads would keep the process alive.
process.exit(await main());
