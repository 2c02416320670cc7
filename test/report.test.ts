import { describe, expect, it } from 'vitest';
import { outcomeOf, summaryOf } from './report.ts';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test, index) => ({ status: test, fullName: `test ${index + 1}` })),
});

const counted = (code: number, ...testResults: ReturnType<typeof file>[]) => {
  const { passed, failed, skipped } = outcomeOf({ testResults }, code);
  return [passed, failed, skipped.length];
};

describe('the last line of a test run', () => {
  it('counts what passed, failed and was skipped, over all files', () => {
    const run = [file('passed', 'passed', 'skipped'), file('failed', 'passed', 'failed', 'todo')];

    expect(counted(1, ...run)).toEqual([2, 1, 2]);
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(counted(1, file('passed', 'passed'), file('failed'))).toEqual([1, 1, 0]);
  });

  it('counts a file whose hook failed after its tests as a failure', () => {
    expect(counted(1, file('failed', 'passed', 'passed'))).toEqual([2, 1, 0]);
  });

  it('never says "0 failed" of a run that ended badly', () => {
    expect(counted(1, file('passed', 'passed'))).toEqual([1, 1, 0]);
  });

  it('stands under the list of what was skipped, whose names say why', () => {
    const outcome = { passed: 3, failed: 0, skipped: ['the real rows (skipped unless …)'] };

    expect(summaryOf(outcome)).toBe(
      '\nskipped:\n  the real rows (skipped unless …)\n3 passed, 0 failed, 1 skipped',
    );
  });

  it('says so when nothing was skipped', () => {
    expect(summaryOf({ passed: 3, failed: 0, skipped: [] })).toBe(
      '\nskipped: nothing\n3 passed, 0 failed',
    );
  });
});
