import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { expect, test } from 'vitest';
import { sampleReport } from './sampleReport.test.support.ts';

test('behavior: a phone shows a report without scrolling sideways, and the console stays silent', async () => {
  const page = await sampleReport();
  // Its own arguments hold --single-process, with which closing a page ends the browser.
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox'],
  });
  try {
    const tab = await browser.newPage({ viewport: { width: 390, height: 844 } });
    const messages: string[] = [];
    tab.on('console', (message) => messages.push(message.text()));
    tab.on('pageerror', (error) => messages.push(error.message));
    tab.on('request', (request) => messages.push(request.url()));
    await tab.setContent(page);
    expect(await tab.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    const letters = `Math.min(...[...document.querySelectorAll('svg text')].map((text) => {
      const { a, b } = text.getScreenCTM();
      return Math.hypot(a, b) * parseFloat(getComputedStyle(text).fontSize);
    }))`;
    expect(await tab.evaluate(letters)).toBeGreaterThan(9);
    expect(messages).toEqual([]);
  } finally {
    await browser.close();
  }
});
