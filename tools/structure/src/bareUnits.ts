import { dirname, join } from 'node:path/posix';
import type { WorkspacePackage } from './workspace.ts';

/** Whose published types name a unit for every quantity. */
const BRANDED = new Set(['risk', 'derivatives']);
const LISTED_FILE = /^export [^;]* from '(\.[^']+)'/gm;
const EXPORTED_TYPE = /^export (?:interface|class) [\s\S]*?^\}|^export type [\s\S]*?;$(?!\n.)/gm;
/** What is computed in place, of bigints without a unit, is not readonly and not published either. */
const BARE =
  /\breadonly \w+\??: (?:readonly )?bigint(?:\[\])?(?= *[;}])|\b\w*Bps\??: number\b|\b(?:at|\w+At|now|expiry|deadline|\w*[sS]econds)\??: number\b/g;

/** Fields of the types in a text that say `bigint` or `number` where a unit has a name. */
export function bareFields(text: string): readonly string[] {
  return (text.match(EXPORTED_TYPE) ?? []).flatMap((type) => type.match(BARE) ?? []);
}

/** The published types of risk and derivatives with such fields, as text. */
export function bareUnits(
  packages: readonly WorkspacePackage[],
  read: (file: string) => string,
): readonly string[] {
  return packages
    .filter(({ name }) => BRANDED.has(name))
    .flatMap(({ folder }) => publishedFiles(`${folder}/src/index.ts`, read))
    .flatMap((file) => bareFields(read(file)).map((field) => `${file} has ${field}`));
}

/** The files that an entry passes on, through the entries of its folders. */
function publishedFiles(entry: string, read: (file: string) => string): readonly string[] {
  return [...read(entry).matchAll(LISTED_FILE)]
    .map(([, path]) => join(dirname(entry), path!))
    .flatMap((file) => (file.endsWith('/index.ts') ? publishedFiles(file, read) : [file]));
}
