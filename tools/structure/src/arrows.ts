import type { SourceFile } from './sourceFile.ts';

/** What imports what among neighbours: by name, the neighbours it imports. */
export type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The arrows among the neighbours of one folder (its files and folders): an import counts between the two neighbours in
 * which its ends lie.
 *
 * @param folder path below the root, empty for the root.
 */
export function arrowsIn(folder: string, files: readonly SourceFile[]): Arrows {
  const prefix = folder === '' ? '' : `${folder}/`;
  const arrows = new Map<string, Set<string>>();
  for (const { path, files: imported } of files) {
    if (!path.startsWith(prefix)) continue;
    const from = path.slice(prefix.length).split('/')[0]!;
    const targets = arrows.get(from) ?? new Set();
    arrows.set(from, targets);
    for (const file of imported) {
      const to = file.startsWith(prefix) ? file.slice(prefix.length).split('/')[0]! : from;
      if (to !== from) targets.add(to);
    }
  }
  return arrows;
}

/** The shortest way from a neighbour back to itself, or nothing if there is none. */
export function cycleOf(name: string, arrows: Arrows): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[name]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const target of arrows.get(way.at(-1)!) ?? []) {
      if (target === name) return [...way, name];
      if (seen.has(target)) continue;
      seen.add(target);
      ways.push([...way, target]);
    }
  }
  return undefined;
}

/** Every folder of the files, the root (empty) among them. */
export function foldersOf(files: readonly SourceFile[]): readonly string[] {
  const folders = new Set(['']);
  for (const { path } of files) {
    const parts = path.split('/').slice(0, -1);
    parts.forEach((_, i) => folders.add(parts.slice(0, i + 1).join('/')));
  }
  return [...folders].sort();
}

/**
 * The folders from which a way of imports leads back to them, each with its shortest such way, as text. Two files of one
 * folder may know each other.
 */
export function folderCycles(files: readonly SourceFile[]): readonly string[] {
  return foldersOf(files).flatMap((parent) => {
    const arrows = arrowsIn(parent, files);
    return [...arrows.keys()]
      .filter((name) => !name.endsWith('.ts'))
      .flatMap((name) => {
        const cycle = cycleOf(name, arrows);
        return cycle === undefined ? [] : [`${parent === '' ? '' : `${parent}: `}${cycle.join(' -> ')}`];
      });
  });
}

/** Names so ordered that each stands below everything it imports; of several possible, alphabetical. */
export function inLayers(arrows: Arrows): readonly string[] {
  const placed: string[] = [];
  const rest = new Set([...arrows.keys()].sort());
  while (rest.size > 0) {
    const free = [...rest].filter((name) => [...arrows.get(name)!].every((target) => !rest.has(target)));
    if (free.length === 0) throw new Error(`${[...rest].join(', ')} import each other`);
    for (const name of free) rest.delete(name);
    placed.push(...free);
  }
  return placed;
}
