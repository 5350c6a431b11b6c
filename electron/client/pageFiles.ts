import { readdirSync } from 'node:fs'
import path from 'node:path'

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

export interface PageFile {
  path: string
  mediaType: string
}

/** What a page may do: run our own code and speak to its own host, nothing else. Styles are set by Vuetify and ECharts. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Sent with every file of the page. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
}

/**
 * The built page's files by URL path (`/assets/index.js`; `/` is `index.html`). A request is answered only when its path
 * is a key of this map, so no path can lead out of the folder. Links are not followed.
 */
export function listPageFiles(folder: string): Map<string, PageFile> {
  const files = new Map<string, PageFile>()
  const visit = (at: string, prefix: string) => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const file = path.join(at, entry.name)
      if (entry.isDirectory()) visit(file, `${prefix}${entry.name}/`)
      const mediaType = mediaTypes[path.extname(entry.name)]
      if (entry.isFile() && mediaType !== undefined) files.set(`${prefix}${entry.name}`, { path: file, mediaType })
    }
  }
  visit(folder, '/')
  const index = files.get('/index.html')
  if (index) files.set('/', index)
  return files
}
