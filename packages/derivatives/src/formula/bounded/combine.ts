import type { BlackResult } from '../black/black76.ts';

/** One option held and one written: value and every derivative subtract. */
export function combine(held: BlackResult, written: BlackResult): BlackResult {
  return {
    price: held.price - written.price,
    delta: held.delta - written.delta,
    gamma: held.gamma - written.gamma,
    vega: held.vega - written.vega,
    theta: held.theta - written.theta,
    rho: held.rho - written.rho,
    vanna: held.vanna - written.vanna,
    volga: held.volga - written.volga,
  };
}
