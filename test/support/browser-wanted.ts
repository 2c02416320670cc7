/** Whether the Chromium that comes from npm runs on this machine: its binary is for Linux on x64. */
export const npmBringsChromium = process.platform === 'linux' && process.arch === 'x64';

/**
 * Whether the pages are tested in a browser: wherever npm alone brings one, and wherever it is asked for, by
 * `npm run test:browser`, by `CHROMIUM` or by `TEST_BROWSER`, which .ci/run sets.
 */
export const isBrowserWanted =
  npmBringsChromium ||
  process.env.CHROMIUM !== undefined ||
  process.env.TEST_BROWSER !== undefined ||
  process.argv.some((argument) => argument.includes('test/browser'));
