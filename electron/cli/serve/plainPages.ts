/**
 * Shown for a moment after the token was taken. The page goes on by itself, not by a redirect: a SameSite=Strict cookie
 * is not sent when the way here began at another site or a file.
 */
export function entrancePage(): string {
  return page('<meta http-equiv="refresh" content="0;url=../">', '<p><a href="../">Open Beatbench</a></p>')
}

export function refusalPage(text: string): string {
  return page('', `<p>${escapeHtml(text)}</p>`)
}

/** A file that leads to the entrance, so that no address with a token stands on a command line. */
export function doorPage(address: string): string {
  const url = escapeHtml(address)
  return page(`<meta http-equiv="refresh" content="0;url=${url}">`, `<p><a href="${url}">Open Beatbench</a></p>`)
}

function page(head: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Beatbench</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>\n`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
