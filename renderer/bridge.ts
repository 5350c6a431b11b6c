import type { Bridge } from '../electron/shared/contract/bridge.ts'

let current: Bridge | undefined

/** Sets the transport that the page speaks through: once at the start, or a test's own. */
export function setBridge(bridge: Bridge): void {
  current = bridge
}

/**
 * The engine and the host, as the page sees them.
 * @throws Error when no transport was set, which is a defect of the start-up.
 */
export function useBridge(): Bridge {
  if (!current) throw new Error('The bridge is used before it was set.')
  return current
}

/** Connects through Electron's preload where there is one, else through the web server that served this page. */
export async function connectBridge(): Promise<Bridge> {
  if ('beatbench' in window) {
    const { createElectronBridge } = await import('./transport/electronBridge.ts')
    return createElectronBridge()
  }
  const { createBrowserBridge } = await import('./transport/browserBridge.ts')
  return createBrowserBridge()
}
