import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, openWatched, type WatchedPage } from '../support/chromium.ts'
import { endEngine } from '../support/endEngine.ts'
import { startServe, type ServeProcess } from '../support/serveProcess.ts'

/** Studies from the literature: the choice of a preset and of its variants, and what Compare says of them untrained. */
describe('a new study of a preset', () => {
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
  const dialog = () => page.getByRole('dialog', { name: 'New study' })

  async function choosePreset(title: RegExp): Promise<void> {
    await page.getByRole('button', { name: 'Other presets' }).click()
    await dialog().getByLabel('Starts from').press('ArrowDown')
    await page.getByRole('option', { name: title }).click()
  }

  it('takes the part of a large grid that was found by words', async () => {
    await page.getByText('Built-in sample', { exact: true }).waitFor()
    await choosePreset(/^Recurrent networks\s*72 variants/)
    await dialog().getByLabel('Name', { exact: true }).fill('GRUs of 64 units')
    expect(await dialog().getByRole('button', { name: 'Create study' }).isDisabled()).toBe(true)
    await dialog().getByLabel('Find variants').fill('gru 64')
    await dialog().getByRole('button', { name: 'All', exact: true }).click()
    await dialog().getByText('8 of 72 variants chosen').waitFor()
    await dialog().getByLabel('4 x BiGRU 64').uncheck()
    await dialog().getByRole('button', { name: 'Create study' }).click()
    await page.waitForURL(/#\/design/)
    expect(await page.getByRole('button', { name: 'Study', exact: true }).textContent()).toMatch(/GRUs.*7 variants/s)
  })

  it('is told apart by its recurrent layers in Compare, with published means and what they are', async () => {
    await open('Compare')
    const row = page.getByRole('row').filter({ hasText: '3 x BiGRU 64' }).first()
    await row.waitFor()
    expect(await row.textContent()).toMatch(/not trained|not finished/)
    const published = row.getByTitle(/^Published macro F1: SC4001.*the mean over all GRU networks/)
    expect((await published.textContent())?.trim()).toBe('0.871')
    await page.getByRole('button', { name: 'Recurrent' }).click()
    expect(await page.getByRole('columnheader', { name: 'Recurrent' }).getAttribute('aria-sort')).toBe('descending')
  })

  it('names the metric of a published score that is not macro F1', async () => {
    await page.goto(new URL('/#/start', page.url()).href)
    await choosePreset(/^Residual network of Kachuee/)
    await dialog().getByLabel('Name', { exact: true }).fill('Residual')
    await dialog().getByRole('button', { name: 'Create study' }).click()
    await page.waitForURL(/#\/design/)
    await open('Compare')
    const published = page.getByTitle(/^Published accuracy: Kachuee/)
    expect((await published.textContent())?.replace(/\s+/g, ' ').trim()).toBe('0.934 accuracy')
  })

  it('has done nothing wrong on the page', () => {
    expect(watched.faults).toEqual([])
  })
})
