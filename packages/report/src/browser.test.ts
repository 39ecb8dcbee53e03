import { phoneView } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { sampleReport } from './sampleReport.test.support.ts';

test('behavior: a phone shows a report without scrolling sideways, in letters one can read, and fetches nothing', async () => {
  const { scrollWidth, smallestLetters, messages } = await phoneView(await sampleReport());
  expect(scrollWidth).toBeLessThanOrEqual(390);
  expect(smallestLetters).toBeGreaterThan(9);
  expect(messages).toEqual([]);
});
