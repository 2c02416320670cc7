import { defineConfig } from 'vitest/config';
import { isBrowserWanted } from './support/browser-wanted.ts';

export default defineConfig({
  test: {
    root: '.',
    include: ['test/**/*.test.ts'],
    exclude: isBrowserWanted ? [] : ['test/browser/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // By itself vitest leaves one processor free: of two, that is half.
    maxWorkers: '100%',
  },
});
