/**
 * `pnpm structure [--write]`: refuses folders that import each other, imports that run upward, published names without a
 * reader, published quantities without a unit, and a picture in docs/architecture.md that is not the one the imports give. `--write` draws it anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { folderCycles } from './arrows.ts';
import { bareUnits } from './bareUnits.ts';
import { picture, withPicture } from './picture.ts';
import { unreadExports } from './unreadExports.ts';
import { upwardImports } from './upwardImports.ts';
import { workspacePackages } from './workspace.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const document = `${root}/docs/architecture.md`;
const packages = workspacePackages(root);
const problems = [
  ...packages.flatMap(({ folder, files }) =>
    folderCycles(files).map((cycle) => `${folder}/src: ${cycle}. Move what both need below both`),
  ),
  ...upwardImports(packages).map((text) => `${text}, which is not below it`),
  ...unreadExports(root, packages).map(
    (text) => `${text}, which nobody reads. Document it, or stop exporting it`,
  ),
  ...bareUnits(packages, (file) => readFileSync(root + file, 'utf8')).map(
    (text) => `${text}. Name its unit: Wad, Bps, Quantity, UnixSeconds, Seconds or Word`,
  ),
];
if (problems.length === 0) {
  const text = readFileSync(document, 'utf8');
  const drawn = withPicture(text, picture(packages));
  if (process.argv.includes('--write')) writeFileSync(document, drawn);
  else if (drawn !== text)
    problems.push('docs/architecture.md shows another structure. Run pnpm structure --write');
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
