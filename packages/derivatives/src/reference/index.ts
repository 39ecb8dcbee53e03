/** The decimal oracle of 60 digits: only tests, benches and generators load it. */
export { type BlackDecimalResult, black76Decimal } from './black76Decimal.ts';
