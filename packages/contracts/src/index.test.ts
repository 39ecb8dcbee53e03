import { expect, test } from 'vitest';
import * as contracts from './index.ts';

test('default: the exported names', () => {
  expect(Object.keys(contracts).sort()).toMatchSnapshot();
});
