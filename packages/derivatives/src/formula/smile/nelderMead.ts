/**
 * Minimises a function of two variables from a start: the simplex method of J. Nelder and R. Mead, Computer J. 7 (1965),
 * with its usual coefficients 1, 2, 1/2, 1/2. Deterministic; stops when the simplex is smaller than 1e-12 of its size.
 */
export function nelderMead(
  f: (x: readonly [number, number]) => number,
  start: readonly [number, number],
  step: readonly [number, number],
): { x: readonly [number, number]; value: number } {
  type Vertex = { x: readonly [number, number]; value: number };
  const vertex = (x: readonly [number, number]): Vertex => ({ x, value: f(x) });
  const simplex: Vertex[] = [
    vertex(start),
    vertex([start[0] + step[0], start[1]]),
    vertex([start[0], start[1] + step[1]]),
  ];
  for (let count = 0; count < 600; count += 1) {
    simplex.sort((p, q) => p.value - q.value);
    const [best, middle, worst] = simplex as [Vertex, Vertex, Vertex];
    const size = Math.max(
      Math.abs(worst.x[0] - best.x[0]) + Math.abs(middle.x[0] - best.x[0]),
      Math.abs(worst.x[1] - best.x[1]) + Math.abs(middle.x[1] - best.x[1]),
    );
    if (size < 1e-12) break;
    const along = (t: number): Vertex =>
      vertex([
        0.5 * (best.x[0] + middle.x[0]) * (1 - t) + worst.x[0] * t,
        0.5 * (best.x[1] + middle.x[1]) * (1 - t) + worst.x[1] * t,
      ]);
    const reflected = along(-1);
    if (reflected.value < best.value) {
      const expanded = along(-2);
      simplex[2] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < middle.value) {
      simplex[2] = reflected;
    } else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(worst.value, reflected.value)) simplex[2] = contracted;
      else {
        const shrink = ({ x }: Vertex): Vertex =>
          vertex([0.5 * (x[0] + best.x[0]), 0.5 * (x[1] + best.x[1])]);
        simplex[1] = shrink(middle);
        simplex[2] = shrink(worst);
      }
    }
  }
  return simplex.sort((p, q) => p.value - q.value)[0]!;
}
