import * as z from 'zod';

const Report = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Names of the tests that did not run; the name says why. */
  readonly skipped: readonly string[];
}

const ran = new Set(['passed', 'failed']);

/**
 * Counts vitest's JSON report. A file that failed without a failing test (it could not be loaded, or
 * a hook failed) counts as one failure; so does a run that ended badly for another reason.
 */
export const outcomeOf = (json: unknown, exitCode: number): Outcome => {
  const files = Report.parse(json).testResults;
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const failing = (all: typeof tests) => all.filter(({ status }) => status === 'failed').length;
  const broken = files.filter(
    ({ status, assertionResults }) => status === 'failed' && failing(assertionResults) === 0,
  ).length;
  const failed = failing(tests) + broken;
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: tests.filter(({ status }) => !ran.has(status)).map(({ fullName }) => fullName),
  };
};

/** What was skipped and why, then one line with the counts. */
export const summaryOf = ({ passed, failed, skipped }: Outcome): string =>
  [
    '',
    ...(skipped.length > 0
      ? ['skipped:', ...skipped.map((name) => `  ${name}`)]
      : ['skipped: nothing']),
    `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`,
  ].join('\n');
