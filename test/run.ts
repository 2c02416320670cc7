import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outcome, outcomeOf, summaryOf } from './report.ts';

const vitest = createRequire(import.meta.url).resolve('vitest/vitest.mjs');

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
// A signal is for vitest, which gets it too; the report still has to be read.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

const code = await runVitest(report);
const outcome = readOutcome(report, code);
rmSync(folder, { recursive: true, force: true });
console.log(summaryOf(outcome));
process.exitCode = outcome.failed > 0 ? code || 1 : 0;
