import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import npmChromium, { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';
import { npmBringsChromium } from './browser-wanted.ts';
import { root } from './product-files.ts';

const packed = join(
  dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
  '../bin',
);
const { version } = createRequire(join(packed, '../package.json'))('./package.json') as {
  version: string;
};
const unpacked = join(root, `node_modules/.cache/chromium-${version}`);

/** The package unpacks into the temporary folder: for that moment, it is a folder of ours. */
const unpackInto = async (folder: string): Promise<void> => {
  const before = process.env.TMPDIR;
  mkdirSync(folder, { recursive: true });
  process.env.TMPDIR = folder;
  try {
    npmChromium.setGraphicsMode = false;
    await Promise.all([npmChromium.executablePath(), inflate(join(packed, 'al2023.tar.br'))]);
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
};

/** Unpacks the Chromium of npm once per install; whoever comes second finds it whole or not at all. */
const unpackedOnce = async (): Promise<string> => {
  if (existsSync(unpacked)) return unpacked;
  const folder = `${unpacked}.${process.pid}`;
  await unpackInto(folder);
  try {
    renameSync(folder, unpacked);
  } catch {
    rmSync(folder, { recursive: true, force: true });
  }
  return unpacked;
};

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** What to do where there is no Chromium. */
const howToGetOne = `No Chromium was found for the tests of the pages. On Linux x64 it comes with npm ci. Elsewhere install
Chrome, Chromium or Edge, or let Playwright fetch one and say where it is:

  npx playwright-core install chromium
  CHROMIUM=/path/to/chromium npm run test:browser
`;

// The sandbox of Chromium wants rights that a container or a root user does not have; it opens our own pages only.
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

/** What the binary of npm needs beside it: the libraries that it brings, and its fonts where the machine has none. */
const surroundings = (folder: string) => ({
  ...(process.env as Record<string, string>),
  LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
  ...(!existsSync('/etc/fonts') && { FONTCONFIG_PATH: join(folder, 'fonts') }),
});

/** Starts a Chromium: the one that `CHROMIUM` names, the one of npm, or one of this machine. Throws an Error that says how to get one. */
export const launchChromium = async (): Promise<Browser> => {
  const named = process.env.CHROMIUM;
  if (!named && npmBringsChromium) {
    const folder = await unpackedOnce();
    const executablePath = join(folder, 'chromium');
    return chromium.launch({ executablePath, args, env: surroundings(folder) });
  }
  const executablePath = named ?? usualPlaces.find((path) => existsSync(path));
  if (!executablePath || !existsSync(executablePath)) throw new Error(howToGetOne);
  return chromium.launch({ executablePath, args });
};
