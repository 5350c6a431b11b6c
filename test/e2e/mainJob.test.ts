import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Download, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, openWatched, watch, type WatchedPage } from '../support/chromium.ts'
import { endEngine } from '../support/endEngine.ts'
import { startServe, type ServeProcess } from '../support/serveProcess.ts'

/**
 * The whole main job as a researcher does it in a window: the preset on the sample, the curve while it moves, the window
 * closed and opened again, the table, its export read back, and a heat map. One story: each part needs the one before.
 */
describe('the main job in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'beatbench-e2e-'))
  const database = join(folder, 'lab.db')
  let serve: ServeProcess
  let browser: Browser
  let watched: WatchedPage
  let page: Page

  beforeAll(async () => {
    serve = await startServe(database)
    browser = await launchChromium()
    watched = await openWatched(browser, serve.address)
    page = watched.page
  })

  afterAll(async () => {
    await browser?.close()
    await serve?.stop()
    await endEngine(database)
    rmSync(folder, { recursive: true, force: true })
  })

  const open = (screen: string) => page.getByRole('navigation').getByRole('link', { name: screen }).click()

  it('starts the 11 models on the sample with one click', async () => {
    await page.getByRole('button', { name: 'Start ablation' }).click()
    await page.getByRole('heading', { name: 'Runs' }).waitFor()
    await page
      .getByText(/epoch \d+ of at most 20/)
      .first()
      .waitFor({ timeout: 60_000 })
  })

  it('shows the loss curve moving while it trains', async () => {
    const chart = page.getByRole('img', { name: /^Validation loss/ }).first()
    await chart.waitFor({ timeout: 120_000 })
    const before = await chart.screenshot()
    await expect
      .poll(async () => (await chart.screenshot()).equals(before), { timeout: 60_000, interval: 500 })
      .toBe(false)
  })

  it('goes on training while the window is closed, and a new one picks up where it was', async () => {
    const address = page.url()
    await page.close()
    page = await watched.context.newPage()
    watch(page, new URL(address).host, watched.faults)
    await page.goto(address)
    await page
      .getByText(/epoch \d+ of at most 20/)
      .first()
      .waitFor({ timeout: 30_000 })
  })

  // The longest runs come first: minutes with stock kernels on a busy computer.
  it('compares finished variants in the table', { timeout: 660_000 }, async () => {
    await open('Compare')
    const table = page.getByRole('table', { name: 'Variants compared' })
    const scored = table.locator('td.is-headline b')
    await expect.poll(() => scored.count(), { timeout: 600_000, interval: 1000 }).toBeGreaterThanOrEqual(2)
    const row = table.getByRole('row').filter({ hasText: 'Model 1' }).first()
    expect(await row.textContent()).toContain('381,893')
    await page.getByText('patients separate').first().waitFor()
    await page.getByRole('tab', { name: 'Confusion matrix' }).click()
    await page.getByRole('table', { name: /Confusion matrix/ }).waitFor()
  })

  it('exports the table to files that other programs read', async () => {
    const csv = await exportTable('CSV')
    const [header, ...lines] = csv.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'))
    expect(header).toContain('macro_f1')
    expect(lines.length).toBeGreaterThanOrEqual(1)
    const latex = await exportTable('LaTeX')
    expect(latex).toContain('\\toprule')
    expect(latex).toContain('\\textbf{')
    expect(latex).toMatch(/test part/)
  })

  it('draws a heat map whose pixels go from white to red', async () => {
    await open('Explain')
    const map = page.getByTestId('heat-map')
    await map.waitFor({ timeout: 60_000 })
    const fills = await map
      .locator('rect[data-value]')
      .evaluateAll((bands) => bands.map((band) => band.getAttribute('fill') ?? ''))
    expect(fills).toHaveLength(187)
    expect(fills).toContain('#de3a2b')
    expect(new Set(fills).size).toBeGreaterThan(5)
    const png = await save(async () => {
      await page.getByRole('button', { name: 'Export figure' }).click()
      await page.getByText('PNG', { exact: true }).click()
    })
    expect(await countReddish(page, png)).toBeGreaterThan(200)
  })

  it('is left without a console error or a request to anything but its own server', () => {
    expect(watched.faults).toEqual([])
  })

  async function exportTable(format: string): Promise<string> {
    const bytes = await save(async () => {
      await page.getByRole('button', { name: 'Export', exact: true }).click()
      await page.getByRole('list', { name: 'Export this view' }).getByText(format, { exact: false }).first().click()
    })
    return bytes.toString('utf8')
  }

  /** What the page offers to save, read back from the file it became. */
  async function save(act: () => Promise<void>): Promise<Buffer> {
    const [download] = await Promise.all([page.waitForEvent('download') as Promise<Download>, act()])
    const path = join(folder, download.suggestedFilename())
    await download.saveAs(path)
    return readFileSync(path)
  }
})

/** Pixels of a PNG that are clearly red, counted by the browser's own decoder. */
function countReddish(page: Page, png: Buffer): Promise<number> {
  return page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.width
    canvas.height = image.height
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no canvas')
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, image.width, image.height)
    let count = 0
    for (let i = 0; i < data.length; i += 4) {
      const [red = 0, green = 0, blue = 0] = data.subarray(i, i + 3)
      if (red > 180 && green < 120 && blue < 110) count++
    }
    return count
  }, png.toString('base64'))
}
