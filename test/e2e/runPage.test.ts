import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Download, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runSchema } from '../../electron/shared/run.ts'
import { runScoresSchema } from '../../electron/shared/runScores.ts'
import { launchChromium, openWatched, type WatchedPage } from '../support/chromium.ts'
import { commandLineIn } from '../support/commandLine.ts'
import { endEngine } from '../support/endEngine.ts'
import { startServe, type ServeProcess } from '../support/serveProcess.ts'

/** One run of a split with folds: from the list to its page, from a cell of its matrix to the beats behind it, and back. */
describe('the page of a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'beatbench-e2e-'))
  const database = join(folder, 'lab.db')
  const { run: call } = commandLineIn(folder)
  let serve: ServeProcess
  let browser: Browser
  let watched: WatchedPage
  let page: Page
  /** Of seed 1 and the second fold. */
  let runId: number
  let missed: number

  const ask = async (...args: string[]): Promise<unknown> => {
    const { code, stdout, stderr } = await call('--db', database, ...args, '--json')
    expect({ code, stderr }).toMatchObject({ code: 0 })
    return JSON.parse(stdout)
  }

  beforeAll(async () => {
    const architecture = { blocks: [{ filters: 4, kernelSize: 5 }], head: { reduce: 'flatten', dense: [] } }
    const variants = [{ name: 'Small', architecture, recipe: { epochs: 1, earlyStopping: null } }]
    const study = { data: 'MIT-BIH sample', split: 'k-fold-3x1-seed-1', seeds: [1], variants }
    writeFileSync(join(folder, 'study.json'), JSON.stringify(study))
    await ask('data', 'split', 'MIT-BIH sample', '--kind', 'k-fold', '--folds', '3')
    await ask('study', 'create', 'Folds', '--file', join(folder, 'study.json'))
    await ask('study', 'run', 'Folds')
    const runs = runSchema.array().parse(await ask('run', 'list'))
    runId = runs.find(({ fold }) => fold === 1)?.id ?? 0
    const { confusion } = runScoresSchema.parse(await ask('run', 'scores', String(runId)))
    missed = confusion[1]?.[0] ?? 0
    serve = await startServe(database)
    browser = await launchChromium()
    watched = await openWatched(browser, serve.address)
    page = watched.page
    await page.getByRole('button', { name: 'Study', exact: true }).click()
    await page.getByRole('button', { name: /^Folds 1 variant/ }).click()
  })

  afterAll(async () => {
    await browser?.close()
    await serve?.stop()
    await endEngine(database)
    rmSync(folder, { recursive: true, force: true })
  })

  const matrix = () => page.getByRole('table', { name: /^Confusion matrix/ })
  const numberOf = async (name: string) =>
    (await page
      .getByRole('region', { name: 'Scores over all classes' })
      .locator('dl > div', { hasText: name })
      .first()
      .locator('dd')
      .textContent()) ?? ''

  it('is reached from the list, where folds stand below their seed', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Runs' }).click()
    const group = page.getByRole('button', { name: /^Small seed 1 3 of 3 folds/ })
    await group.waitFor()
    if ((await group.getAttribute('aria-expanded')) === 'false') await group.click()
    await page
      .getByRole('button', { name: /fold 2 of 3/ })
      .first()
      .click()
    await page
      .getByRole('region', { name: /^Run Small, seed 1, fold 2 of 3/ })
      .getByRole('button', { name: 'Open' })
      .click()
    await page.waitForURL(new RegExp(`#/runs/${runId}$`))
    await page.getByText('fold 2 of 3').first().waitFor()
    await page.getByText(/^scored once, \d+ looks?$/).waitFor()
    expect(await page.getByRole('navigation').getByRole('link', { name: 'Runs' }).getAttribute('aria-current')).toBe(
      'page',
    )
  })

  it('shows the scores that the command line prints', async () => {
    const scores = runScoresSchema.parse(await ask('run', 'scores', String(runId)))
    expect(await numberOf('Accuracy')).toBe(scores.accuracy.toFixed(3))
    expect(await numberOf('Kappa')).toBe(scores.kappa.toFixed(3))
    expect(await numberOf('ECE')).toBe(scores.probability?.expectedCalibrationError.toFixed(3))
    const row = page.getByRole('region', { name: 'Scores of each class' }).getByRole('row').nth(3)
    expect(await row.textContent()).toContain(scores.classes[2]?.f1.toFixed(3))
  })

  it('reads the matrix by row and by column', async () => {
    await page.getByRole('button', { name: 'By row' }).click()
    const first = await matrix().getByRole('button').first().textContent()
    await page.getByRole('button', { name: 'By column' }).click()
    expect(await matrix().getByRole('button').first().textContent()).not.toBe(first)
    expect(first).toMatch(/^\d+\.\d %$/)
    await page.getByRole('button', { name: 'Counts' }).click()
  })

  it('has numbers behind its curves, and saves them as a figure', async () => {
    const pane = page.getByRole('region', { name: 'ROC curves' })
    await pane.getByRole('button', { name: 'Show as a table' }).click()
    expect(await pane.getByRole('row').count()).toBeGreaterThan(5)
    await pane.getByRole('button', { name: 'Show the chart' }).click()
    await pane.getByRole('img', { name: /^ROC curves of \d classes on the test part/ }).waitFor()
    await pane.getByRole('button', { name: /^Save the figure/ }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download') as Promise<Download>,
      page.getByText('SVG', { exact: true }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`run-${runId}-test-roc-curves.svg`)
    const path = join(folder, download.suggestedFilename())
    await download.saveAs(path)
    const svg = readFileSync(path, 'utf8')
    expect(svg).toContain('ROC curves: Small, seed 1, fold 2 of 3')
    expect(svg).toContain('not for diagnosis')
  })

  it('opens the beats behind a cell in Explain, the first of them chosen', async () => {
    expect(missed).toBeGreaterThan(0)
    await matrix()
      .getByRole('button', { name: new RegExp(`^${missed} of \\d+ S beats predicted N`) })
      .click()
    await page.waitForURL(/#\/explain\?/)
    const beats = page.getByRole('listbox', { name: /^Beats/ })
    await beats.getByRole('option').first().waitFor()
    const options = await beats.getByRole('option').allTextContents()
    expect(options).toHaveLength(Math.min(missed, 100))
    for (const text of options) expect(text.replace(/\s+/g, ' ')).toMatch(/^ ?S ?→ ?N/)
    expect(await beats.getByRole('option').first().getAttribute('aria-selected')).toBe('true')
    expect(await page.getByRole('region', { name: 'Beats' }).textContent()).toContain(`test part, ${missed}`)
    await page.getByTestId('heat-map').waitFor({ timeout: 60_000 })
  })

  it('lets what narrows the list down be taken away', async () => {
    const filters = page.getByRole('group', { name: 'Filters' })
    await filters.getByRole('button', { name: 'Remove the filter: actual supraventricular' }).click()
    await page.waitForURL((url) => !url.hash.includes('label='))
    await filters.getByRole('button', { name: 'Remove the filter: predicted normal' }).click()
    await filters.waitFor({ state: 'detached' })
    await expect
      .poll(() => page.getByRole('region', { name: 'Beats' }).textContent())
      .toMatch(/test part, [1-9],?\d{2,}/)
  })

  it('is come back to, with the look that this was, and left by key', async () => {
    await page.goBack()
    await page.getByText(/^scored once, [1-9]\d* looks?$/).waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL(/#\/runs(\?|$)/)
    await page.getByRole('region', { name: /^Run Small, seed 1, fold 2 of 3/ }).waitFor()
  })

  it('has done nothing wrong on the page', () => {
    expect(watched.faults).toEqual([])
  })
})
