// Ends a browser test run with one plain line, `N passed, N failed`, which people, test/run.mjs and CI read.

/** A file that cannot be loaded counts as one failure. */
const count = (sessions) => {
  const totals = { passed: 0, failed: 0 };
  const walk = (suite) => {
    for (const test of suite.tests) if (!test.skipped) totals[test.passed ? 'passed' : 'failed'] += 1;
    suite.suites.forEach(walk);
  };
  for (const session of sessions) {
    if (session.testResults) walk(session.testResults);
    totals.failed += session.errors?.length ?? 0;
  }
  return totals;
};

export const totalsReporter = () => ({
  onTestRunFinished({ sessions }) {
    const { passed, failed } = count(sessions);
    // The default reporter writes its own end of the run in the same turn.
    setTimeout(() => console.log(`${passed} passed, ${failed} failed`));
  },
});
