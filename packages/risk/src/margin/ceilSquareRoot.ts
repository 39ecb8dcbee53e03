/** The smallest integer whose square is at least `n`, for `n >= 0`; exact at any size (Newton from above). */
export function ceilSquareRoot(n: bigint): bigint {
  if (n <= 1n) return n;
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x * x >= n ? x : x + 1n;
    x = next;
  }
}
