/**
 * Items by a key, in order: `Map.groupBy`, which Node 20 does not have.
 *
 * @example [...groupedBy([1, 2, 3], (n) => n % 2).entries()] // [[1, [1, 3]], [0, [2]]]
 */
export function groupedBy<Item, Key>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
