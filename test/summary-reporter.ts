import type { Reporter, TestModule } from 'vitest/node'

/** Prints the counts alone on the last line, for machines that read it: `N passed, N failed, N skipped`. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        counts[state === 'pending' ? 'skipped' : state] += 1
      }
      // A file that cannot be loaded holds no test to count, yet it must not pass.
      if (module.state() === 'failed' && [...module.children.allTests('failed')].length === 0)
        counts.failed += 1
    }
    const { passed, failed, skipped } = counts
    process.on('exit', () =>
      process.stdout.write(
        `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
      ),
    )
  }
}
