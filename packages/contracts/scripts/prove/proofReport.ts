import type { Proof } from './proveProperty.ts';

/** What is wrong with proofs: properties that are not proven, and such as are proven although they say that they aren't. */
export function proofFaults(proofs: readonly Proof[]): readonly string[] {
  return proofs.flatMap(({ property: { name, unproven }, verdict, details }) => {
    if (verdict === 'proven') {
      return unproven === undefined
        ? []
        : [`${name} is proven now: take its @custom:unproven away, and what docs/proofs.md says of it`];
    }
    return unproven === undefined ? [[`${name} is ${verdict}`, ...details].join('\n')] : [];
  });
}

/** The proofs as text, a line each. */
export function formatProofs(proofs: readonly Proof[]): string {
  const width = Math.max(...proofs.map(({ property }) => property.name.length)) + 2;
  const rows = proofs.map(
    ({ property, verdict, queries, seconds }) =>
      `${property.name.padEnd(width)}${(verdict === 'proven' ? verdict : `not proven: ${verdict}`).padEnd(22)}${String(queries).padStart(8)}${seconds.toFixed(1).padStart(9)}`,
  );
  const proven = proofs.filter(({ verdict }) => verdict === 'proven').length;
  const seconds = proofs.reduce((sum, proof) => sum + proof.seconds, 0);
  return [
    `${'property'.padEnd(width)}${'verdict'.padEnd(22)}${'queries'.padStart(8)}${'seconds'.padStart(9)}`,
    ...rows,
    `${proven} of ${proofs.length} proven in ${seconds.toFixed(0)} s`,
  ].join('\n');
}
