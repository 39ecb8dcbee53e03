/** What a phone makes of a page. */
export interface PhoneView {
  /** Width that the page takes, in pixels; above 390 it scrolls sideways. */
  readonly scrollWidth: number;
  /** Height of the smallest letters drawn, in pixels on the screen. */
  readonly smallestLetters: number;
  /** What the console said, errors that nobody caught and addresses that were fetched. */
  readonly messages: readonly string[];
}

/** Opens a page in a browser of 390 by 844 pixels. The browser comes from npm and is unpacked on first use, in some seconds. */
export async function phoneView(html: string): Promise<PhoneView> {
  // Loaded when called: most tests need no browser.
  const [{ default: binary }, { chromium }] = await Promise.all([
    import('@sparticuz/chromium'),
    import('playwright-core'),
  ]);
  const browser = await chromium.launch({
    executablePath: await binary.executablePath(),
    // The package's own arguments hold --single-process, with which closing a page ends the browser.
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    const messages: string[] = [];
    page.on('console', (message) => messages.push(message.text()));
    page.on('pageerror', (error) => messages.push(error.message));
    page.on('request', (request) => messages.push(request.url()));
    await page.setContent(html);
    const scrollWidth = await page.evaluate<number>('document.documentElement.scrollWidth');
    return { scrollWidth, smallestLetters: await page.evaluate<number>(SMALLEST_LETTERS), messages };
  } finally {
    await browser.close();
  }
}

/** Letters of a drawing are scaled with it; elsewhere the computed size is the one on the screen. */
const SMALLEST_LETTERS = `Math.min(...[...document.querySelectorAll('body *')]
  .filter(({ childNodes }) => [...childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== ''))
  .map((element) => {
    const { a, b } = element.getScreenCTM?.() ?? { a: 1, b: 0 };
    return Math.hypot(a, b) * parseFloat(getComputedStyle(element).fontSize);
  }))`;
