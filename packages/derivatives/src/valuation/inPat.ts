/** Wei as PAT in float64, within an ulp: where exact terms meet estimates. */
export function inPat(wei: bigint): number {
  return Number(wei) / 1e18;
}
