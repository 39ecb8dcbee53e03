/** From here on a number is a power of ten to people, not a row of digits. */
const HUGE = 1e15;

/**
 * A number for people: four significant digits, but all the whole ones below 1e15, thousands separated; the same on every
 * machine.
 *
 * @example readableNumber(1234567.891) // '1,234,568'
 */
export function readableNumber(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'unlimited' : value < 0 ? '-unlimited' : 'undefined';
  if (Math.abs(value) >= HUGE) return value.toExponential(3);
  const isLarge = Math.abs(value) >= 1_000;
  return value.toLocaleString(
    'en-US',
    isLarge ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 4 },
  );
}

/**
 * An amount of wei in PAT for people: two decimals, nearest, halves away from zero; thousands separated. From 1e15 PAT
 * on, as limits that are none, in powers of ten.
 *
 * @param wei of PAT, 1e18 = 1 PAT.
 * @example readablePat(1_234_567_000_000_000_000_000n) // '1,234.57'
 */
export function readablePat(wei: bigint): string {
  const size = wei < 0n ? -wei : wei;
  if (size >= BigInt(HUGE) * 10n ** 18n) return readableNumber(Number(wei) / 1e18);
  const cents = (size + 5n * 10n ** 15n) / 10n ** 16n;
  const whole = (cents / 100n).toLocaleString('en-US');
  return `${wei < 0n && cents > 0n ? '-' : ''}${whole}.${String(cents % 100n).padStart(2, '0')}`;
}
