/**
 * @typedef {{ passed: number, failed: number, skipped: number, remarks: string[] }} Counts
 */

const namesHardware = /\[needs [^\]]+\]/

/**
 * Counts the tests of one vitest JSON report. A file that could not even be loaded counts as one failure, and so does a
 * skipped test whose name does not say which hardware it needs, as in `[needs a GPU]`.
 * @param {{ testResults: { name: string, status: string, assertionResults: { fullName: string, status: string }[] }[] }} report
 * @returns {Counts}
 */
export function countTests(report) {
  const counts = { passed: 0, failed: 0, skipped: 0, remarks: [] }
  for (const file of report.testResults) {
    for (const { fullName, status } of file.assertionResults) countTest(counts, fullName, status)
    const hasFailedTest = file.assertionResults.some(({ status }) => status === 'failed')
    if (file.status === 'failed' && !hasFailedTest) fail(counts, `${file.name} failed outside of its tests`)
  }
  return counts
}

function countTest(counts, name, status) {
  if (status === 'passed') counts.passed += 1
  else if (status === 'failed') counts.failed += 1
  else if (namesHardware.test(name)) counts.skipped += 1
  else fail(counts, `skipped, but names no hardware it needs: ${name}`)
}

function fail(counts, remark) {
  counts.failed += 1
  counts.remarks.push(remark)
}
