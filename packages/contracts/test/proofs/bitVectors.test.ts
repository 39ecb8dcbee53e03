import { expect, test } from 'vitest';
import { toBitVectors, usesBitOperations, withNumbers } from '../../scripts/prove/bitVectors.ts';

const masked = '(= y (bv2nat (bvand ((_ int2bv 256) x) ((_ int2bv 256) 255))))';

test('default: integers become bit vectors of 520 bits, the bit operations keep their width', () => {
  const query = `(set-logic ALL)\n(declare-fun |x y| () Int)\n(assert (< |x y| (* 2 3)))\n(check-sat)`;
  expect(toBitVectors(query)).toBe(
    [
      '(set-logic ALL)',
      '(declare-fun |x y| () (_ BitVec 520))',
      '(assert (bvslt |x y| (bvmul (_ bv2 520) (_ bv3 520))))',
      '(check-sat)',
    ].join('\n'),
  );
  expect(toBitVectors(`(assert ${masked})`)).toBe(
    '(assert (= y ((_ zero_extend 264) (bvand ((_ extract 255 0) x) ((_ extract 255 0) (_ bv255 520))))))',
  );
});

test('behavior: only queries with bit operations need it', () => {
  expect(usesBitOperations(masked)).toBe(true);
  expect(usesBitOperations('(= y (* x 2))')).toBe(false);
});

test('behavior: a model is read as numbers of either sign', () => {
  const minusOne = 'f'.repeat(130);
  expect(withNumbers(`sat\n((a #x${'0'.repeat(129)}a) (b #x${minusOne}))`)).toBe('sat\n((a 10) (b (- 1)))');
});

test.each([
  ['a product that could pass 520 bits', '(assert (= x (* a b c)))'],
  ['a quotient', '(assert (= x (div a b)))'],
  ['a quantifier', '(assert (forall ((a Int)) (= a a)))'],
  ['an unknown command', '(push 1)'],
  ['a parenthesis too few', '(assert (= x 1)'],
])('error: Error for %s', (_, query) => {
  expect(() => toBitVectors(query)).toThrow(Error);
});
