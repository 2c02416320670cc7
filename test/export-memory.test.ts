import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { root } from './support/product-files.ts';

const rows = 100_000;

/** How much memory a process of its own keeps at most while it writes so many rows, in KB. */
const peakOf = (format: string, count: number): number =>
  Number(
    execFileSync(
      process.execPath,
      ['--expose-gc', 'test/export-writer.ts', format, String(count)],
      {
        cwd: root,
        encoding: 'utf8',
      },
    ),
  );

describe('the memory of an export', { timeout: 120_000 }, () => {
  it.each(['csv', 'jsonl', 'xlsx', 'parquet', 'zip'])(
    'does not grow with the rows of %s',
    (format) => {
      const [small, large] = [peakOf(format, rows / 2), peakOf(format, rows)];

      console.log(`${format}: ${small} KB for ${rows / 2} rows, ${large} KB for ${rows}`);
      expect(large / small).toBeLessThan(1.1);
    },
  );
});
