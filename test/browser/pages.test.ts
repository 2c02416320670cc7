import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { permanentMission, tokenFor } from '../support/client.ts';
import { startHost } from '../support/host.ts';
import { faultsOfPage, openPage } from './opened-page.ts';
import { pages } from './pages.ts';
import { type Places, placed, setScene } from './scene.ts';

/** How far anything on the page reaches, in pixels; A4 within its margins is 672 wide. */
const widest =
  'Math.max(...Array.from(document.querySelectorAll("main *"), (one) => one.getBoundingClientRect().right))';

let host: Awaited<ReturnType<typeof startHost>>;
let places: Places;
let browser: Browser;

beforeAll(async () => {
  host = await startHost();
  places = await setScene(host);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
});

const visits = pages.flatMap(([path, as]) =>
  ['en', 'ar'].map((language) => ({ path, as, language })),
);

describe('a page in Chromium, light and dark, wide and at 320 px', () => {
  it.each(visits)(
    '$path in $language has no violation of WCAG 2.2 AA, no error, no other host, and fits',
    async ({ path, as, language }) => {
      const token = as && (await tokenFor(host.url, as));
      const at = `${placed(path, places)}${path.includes('?') ? '&' : '?'}lang=${language}`;

      expect(await faultsOfPage(browser, { url: host.url, path: at, language, token })).toEqual([]);
    },
  );
});

describe('what is printed', () => {
  const printed = ['/reviews/{review}/report', '/reviews/{review}/document'];

  it.each(printed)(
    '%s fits on A4, in each direction, without what is only for the screen',
    async (path) => {
      for (const language of ['en', 'ar']) {
        const token = await tokenFor(host.url, permanentMission);
        const at = `${placed(path, places)}?lang=${language}`;
        const { page, close } = await openPage(browser, {
          url: host.url,
          path: at,
          language,
          token,
        });
        const pdf = await page.pdf({ preferCSSPageSize: true });
        await page.emulateMedia({ media: 'print' });
        await page.setViewportSize({ width: 672, height: 980 });

        const { length } = pdf.toString('latin1').match(/\/Type \/Page\b/g) ?? [];
        expect(length).toBeGreaterThan(2);
        expect(length).toBeLessThan(15);
        expect(await page.locator('header').isVisible()).toBe(false);
        expect(await page.evaluate(widest)).toBeLessThanOrEqual(672);
        await close();
      }
    },
  );
});

describe('the reference of the API in Chromium', () => {
  // Its markup is that of Swagger UI: what axe finds in it is not ours to put right.
  it('lists the routes, without an error and without another host', async () => {
    const { faults, page, close } = await openPage(browser, {
      url: host.url,
      path: '/docs',
      language: 'en',
      token: undefined,
    });

    await page.locator('.opblock').first().waitFor();
    expect(await page.locator('.opblock').count()).toBeGreaterThan(50);
    expect(faults).toEqual([]);
    await close();
  });
});
