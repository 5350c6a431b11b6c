/** The page's own origin in Electron, served by us from `out/renderer` and from nowhere else. */
export const pageScheme = 'app'
export const pageOrigin = `${pageScheme}://beatbench`
export const pageAddress = `${pageOrigin}/index.html`

/** The path of a request to our origin, as {@link pageAddress} has it; undefined for any other address. */
export function pathOfRequest(address: string): string | undefined {
  if (!address.startsWith(`${pageOrigin}/`)) return undefined
  return address.slice(pageOrigin.length).split(/[?#]/)[0]
}

/** Whether an address is our page, wherever it has navigated to inside itself. */
export function isOurPage(address: string): boolean {
  return pathOfRequest(address) === '/index.html'
}
