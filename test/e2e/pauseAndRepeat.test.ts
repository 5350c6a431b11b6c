import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Download, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeSafetensors } from '../../electron/shared/safetensors.ts'
import { launchChromium, openWatched, type WatchedPage } from '../support/chromium.ts'
import { commandLineIn } from '../support/commandLine.ts'
import { endEngine } from '../support/endEngine.ts'
import { startServe, type ServeProcess } from '../support/serveProcess.ts'

/** The life of one run in a window: paused, resumed, repeated, trained on, exported and scored again from the file. */
describe('one run in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'beatbench-e2e-'))
  const database = join(folder, 'lab.db')
  let serve: ServeProcess
  let browser: Browser
  let watched: WatchedPage
  let page: Page

  beforeAll(async () => {
    serve = await startServe(database)
    const study = ['One run', '--data', 'MIT-BIH sample', '--preset', 'published-11', '--variants', '11']
    const made = await commandLineIn(folder).run(
      ...['--db', database, 'study', 'create', ...study, '--seeds', '1', '--epochs', '12'],
    )
    expect(made.stderr).not.toContain('error')
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

  const pane = () => page.getByRole('region', { name: /^Run Model 11/ })
  const log = () => pane().getByRole('log').textContent()
  const numberIn = async (pattern: RegExp) => Number(pattern.exec((await pane().textContent()) ?? '')?.[1])

  it('pauses after its epoch, and says where it will go on', async () => {
    await page.getByRole('button', { name: 'Study', exact: true }).click()
    await page.getByRole('button', { name: /^One run 1 variant/ }).click()
    await page.goto(new URL('/#/design?launch=1', page.url()).href)
    await page.getByRole('button', { name: 'Launch 1 run' }).click()
    await page.getByText(/epoch \d+ of at most 12/).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Pause after this epoch' }).click()
    await page.getByRole('heading', { name: 'Paused' }).waitFor()
    expect(await numberIn(/Resume goes on after epoch (\d+)\./)).toBeGreaterThan(0)
  })

  it('asks before its epochs are thrown away', async () => {
    await pane().getByRole('button', { name: 'Start again…' }).click()
    const question = page.getByRole('alertdialog', { name: /^Start Model 11, seed 1 again/ })
    expect(await question.textContent()).toMatch(/thrown away/)
    await question.getByRole('button', { name: 'Keep' }).click()
    await question.waitFor({ state: 'hidden' })
  })

  it('goes on after that epoch to its end', async () => {
    const epoch = await numberIn(/Resume goes on after epoch (\d+)\./)
    await pane().getByRole('button', { name: 'Resume', exact: true }).click()
    await pane().getByText('done', { exact: true }).waitFor({ timeout: 60_000 })
    await expect.poll(log).toContain(`goes on after epoch ${epoch}`)
  })

  it('comes out the same, bit for bit, when it is repeated without a pause', async () => {
    await pane().getByRole('button', { name: 'Repeat' }).click()
    await pane()
      .getByText(/^Repeated on .*: identical, bit for bit\.$/)
      .waitFor({ timeout: 60_000 })
  })

  it('is trained on by one epoch, which is said to score the test part again', async () => {
    const epochs = (await numberIn(/Epoch(\d+) \/ /)) + 1
    await pane().getByRole('button', { name: 'Train on…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Train on' })
    expect(await dialog.textContent()).toMatch(/scored again/)
    await dialog.getByLabel('Epochs in all').fill(String(epochs))
    await dialog.getByRole('button', { name: 'Train on' }).click()
    await pane().getByText(`All ${epochs} epochs done.`).waitFor({ timeout: 30_000 })
    await expect.poll(log).toContain('scored 2 times')
  })

  it('gives its weights to a file, and scores the same from there', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download') as Promise<Download>,
      (async () => {
        await pane().getByRole('button', { name: 'Export' }).click()
        await page.getByRole('list', { name: 'Export model as' }).getByText('Weights').click()
      })(),
    ])
    const file = join(folder, download.suggestedFilename())
    await download.saveAs(file)
    expect(decodeSafetensors(readFileSync(file), file).tensors.has('block1.conv.weight')).toBe(true)
    const score = await numberIn(/Test F1(\d\.\d+)/)
    expect(score).toBeGreaterThan(0)

    await page.getByRole('button', { name: 'More for all runs' }).click()
    await page.getByText('Import weights…').click()
    const dialog = page.getByRole('dialog', { name: 'Import weights' })
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      dialog.getByRole('button', { name: 'Choose file…' }).click(),
    ])
    await chooser.setFiles(file)
    await dialog.getByText(download.suggestedFilename()).waitFor()
    expect(await dialog.getByLabel('Seed').inputValue()).toBe('2')
    await dialog.getByRole('button', { name: 'Import and score' }).click()
    await pane()
      .getByText(`Scored with the weights of ${download.suggestedFilename()}, not trained.`)
      .waitFor({ timeout: 30_000 })
    expect(await numberIn(/Test F1(\d\.\d+)/)).toBe(score)
  })

  it('has done nothing wrong on the page', () => {
    expect(watched.faults).toEqual([])
  })
})
