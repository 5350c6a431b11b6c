import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * The system's Chromium, without a window, talking to nobody.
 * @throws Error naming the command that installs it.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = places.find((place) => existsSync(place))
  if (!executablePath) throw new Error('No Chromium was found. Run scripts/setup --tests.')
  return chromium.launch({ executablePath, args: quiet })
}

/** A page that keeps what must not happen: console errors, uncaught errors, requests to anything but its own server. */
export interface WatchedPage {
  page: Page
  context: BrowserContext
  faults: string[]
}

/** Opens `address` in a fresh context of the browser's and watches it. */
export async function openWatched(
  browser: Browser,
  address: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    ...options,
  })
  const page = await context.newPage()
  const faults: string[] = []
  const own = new URL(address).host
  watch(page, own, faults)
  await page.goto(address)
  return { page, context, faults }
}

/** Adds what a page does wrong to `faults`. */
export function watch(page: Page, ownHost: string, faults: string[]): void {
  page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`))
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`))
  page.on('request', (request) => {
    const url = new URL(request.url())
    const isOwn = url.host === ownHost || url.protocol === 'data:' || url.protocol === 'blob:'
    if (!isOwn) faults.push(`request to ${url.host}`)
  })
}
