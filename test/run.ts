import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Outcome, outcomeOf, summaryOf } from './report.ts';

const manifest = createRequire(import.meta.url).resolve('vitest/package.json');
const vitest = join(dirname(manifest), 'vitest.mjs');

/** Runs vitest in this terminal; arguments of ours are arguments of vitest. Its exit code, or 1 after a signal. */
const runVitest = async (report: string): Promise<number> => {
  const child = spawn(
    process.execPath,
    [
      vitest,
      'run',
      '--config',
      'test/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit' },
  );
  // A terminal sends Ctrl-C to both; what is left of the report is still told.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const [code] = await once(child, 'exit');
  return code ?? 1;
};

const readOutcome = (report: string, code: number): Outcome => {
  try {
    return outcomeOf(JSON.parse(readFileSync(report, 'utf8')), code);
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  }
};

const folder = mkdtempSync(join(tmpdir(), 'ora-report-'));
const report = join(folder, 'report.json');

const code = await runVitest(report);
const outcome = readOutcome(report, code);
rmSync(folder, { recursive: true, force: true });
console.log(summaryOf(outcome));
process.exitCode = outcome.failed > 0 ? code || 1 : 0;
