import { defineConfig } from 'vitest/config';
import { behaviour } from './behaviour.ts';

/** The tests of a deployment: what is asked of AWS alone, and what the embedded host is asked as well. */
export default defineConfig({
  test: {
    root: '.',
    include: ['test/cloud/*.cloud.ts', ...behaviour],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: '100%',
  },
});
