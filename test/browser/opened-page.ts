import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The ways in which a page is looked at. */
const views = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 320].map((width) => ({ colorScheme, width })),
);
type View = (typeof views)[number];

// A colour scheme changes nothing but colours: in the dark, only these are looked at again.
const rulesFor = (colorScheme: View['colorScheme']) =>
  colorScheme === 'light'
    ? { type: 'tag', values: tags }
    : { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

const violationsOn = async (page: Page, colorScheme: View['colorScheme']): Promise<string[]> => {
  const options = { runOnly: rulesFor(colorScheme), resultTypes: ['violations'], iframes: false };
  const run = `axe.run(document, ${JSON.stringify(options)})`;
  const { violations } = await page.evaluate<axe.AxeResults>(run);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`),
  );
};

const sticksOut = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

/** What is wrong with the page as it stands, in one view. */
const faultsIn = async (page: Page, { colorScheme, width }: View): Promise<string[]> => {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 800 });
  const found = await violationsOn(page, colorScheme);
  if (await sticksOut(page)) found.push('it has to be scrolled sideways');
  return found.map((fault) => `${colorScheme}, ${width} px: ${fault}`);
};

export interface Visit {
  readonly url: string;
  readonly path: string;
  readonly language: string;
  readonly token: string | undefined;
}

/** Notes whatever a page complains of, and whatever it asks another host for. */
const listenTo = (page: Page, url: string, faults: string[]): void => {
  page.on('console', (said) => {
    // That the page itself is not there is what its test may be about.
    if (said.location().url === page.url() && said.text().startsWith('Failed to load')) return;
    if (['error', 'warning'].includes(said.type())) faults.push(`console: ${said.text()}`);
  });
  page.on('pageerror', ({ message }) => faults.push(`script: ${message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) faults.push(`asks for ${request.url()}`);
  });
};

/** Opens a page in a browser of that language; `faults` fills with what it complains of. */
export const openPage = async (browser: Browser, { url, path, language, token }: Visit) => {
  const context = await browser.newContext({ locale: language });
  if (token) await context.addCookies([{ name: 'ora_session', value: token, url }]);
  const page = await context.newPage();
  const faults: string[] = [];
  listenTo(page, url, faults);
  const answered = await page.goto(`${url}${path}`, { waitUntil: 'load' });
  if (!answered || answered.status() >= 500) faults.push('it does not open');
  return { page, faults, close: () => context.close() };
};

/** Opens a page and looks at it in every view; what is wrong with it. */
export const faultsOfPage = async (browser: Browser, visit: Visit): Promise<string[]> => {
  const { page, faults, close } = await openPage(browser, visit);
  await page.evaluate(axeSource);
  for (const view of views) faults.push(...(await faultsIn(page, view)));
  await close();
  return faults;
};
