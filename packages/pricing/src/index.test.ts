import { expect, test } from 'vitest';
import * as pricing from './index.ts';

test('default: the exported names', () => {
  expect(Object.keys(pricing).sort()).toMatchSnapshot();
});
