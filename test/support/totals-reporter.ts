// Ends a browser test run with one plain line, `N passed, N failed`, which people, test/run.mjs and CI read.

import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner';

/** A file that cannot be loaded counts as one failure. */
const count = (sessions: TestSession[]): { passed: number; failed: number } => {
  const totals = { passed: 0, failed: 0 };
  const walk = (suite: TestSuiteResult): void => {
    for (const test of suite.tests) if (!test.skipped) totals[test.passed ? 'passed' : 'failed'] += 1;
    suite.suites.forEach(walk);
  };
  for (const session of sessions) {
    if (session.testResults) walk(session.testResults);
    totals.failed += session.errors?.length ?? 0;
  }
  return totals;
};

export const totalsReporter = (): Reporter => ({
  onTestRunFinished({ sessions }) {
    const { passed, failed } = count(sessions);
    // The default reporter writes its own end of the run in the same turn.
    setTimeout(() => console.log(`${passed} passed, ${failed} failed`));
  },
});
