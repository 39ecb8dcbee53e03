/** The day of a Unix second, UTC, as every output writes it: `2026-05-05`. */
export function day(unixSeconds: number): string {
  return new Date(unixSeconds * 1_000).toISOString().slice(0, 10);
}
