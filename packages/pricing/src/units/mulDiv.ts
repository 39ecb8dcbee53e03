/** `floor(a * b / denominator)` for non-negative integers of any size: never overstates. */
export function mulDivDown(a: bigint, b: bigint, denominator: bigint): bigint {
  return (a * b) / denominator;
}

/** `ceil(a * b / denominator)` for non-negative integers of any size: never understates. */
export function mulDivUp(a: bigint, b: bigint, denominator: bigint): bigint {
  const product = a * b;
  const quotient = product / denominator;
  return quotient * denominator === product ? quotient : quotient + 1n;
}
