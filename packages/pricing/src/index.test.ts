import { expect, test } from 'vitest';
import * as formula from './formula/index.ts';
import * as pricing from './index.ts';
import * as reference from './reference/index.ts';
import * as refusals from './refusals/index.ts';
import * as units from './units/index.ts';

test.each(Object.entries({ pricing, units, refusals, formula, reference }))(
  'default: the names that %s exports',
  (_, entry) => {
    expect(Object.keys(entry).sort()).toMatchSnapshot();
  },
);
