declare module 'black-scholes' {
  export function blackScholes(
    spot: number,
    strike: number,
    years: number,
    volatility: number,
    rate: number,
    type: 'call' | 'put',
  ): number;
}
