import { expect, test } from 'vitest';
import * as market from './index.ts';

test('default: the exported names', () => {
  expect(Object.keys(market).sort()).toMatchSnapshot();
});
