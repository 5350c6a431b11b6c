import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Why a request is turned away: status and what the user reads. */
export interface Refusal {
  status: 400 | 401 | 403
  text: string
}

const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/

/**
 * A page of another site must not reach the engine, also not by a name that it lets point to this machine (DNS
 * rebinding): `Host` must be a loopback name. Its port may differ from ours, as through an SSH tunnel.
 * `Origin` must be that same host wherever a browser sends one; `mustHaveOrigin` where it always does.
 */
export function checkOrigin(request: IncomingMessage, mustHaveOrigin: boolean): Refusal | undefined {
  const { host, origin } = request.headers
  if (host === undefined || !loopbackHost.test(host)) {
    return { status: 403, text: 'Beatbench answers only to 127.0.0.1 and localhost.' }
  }
  if (origin === undefined) {
    return mustHaveOrigin ? { status: 403, text: 'The request names no origin.' } : undefined
  }
  return origin === `http://${host}` ? undefined : { status: 403, text: 'The request comes from another site.' }
}

/**
 * Who may come in. A token opens one session and is then spent; a session is a random cookie that scripts cannot read
 * and other sites cannot send.
 */
export class Sessions {
  private readonly sessions = new Set<string>()
  private readonly cookieName: string
  private readonly onNewToken: (token: string) => void
  private token: string

  /** Cookies are shared by all ports of a host, so the name carries ours. `onNewToken` is told each token in turn. */
  constructor(port: number, onNewToken: (token: string) => void) {
    this.cookieName = `beatbench-${port}`
    this.onNewToken = onNewToken
    this.token = randomBytes(24).toString('hex')
    onNewToken(this.token)
  }

  /** The `Set-Cookie` value of a new session, or undefined for a token that is wrong or spent. */
  enter(token: string): string | undefined {
    if (!isEqual(token, this.token)) return undefined
    this.token = randomBytes(24).toString('hex')
    this.onNewToken(this.token)
    const session = randomBytes(32).toString('hex')
    this.sessions.add(digest(session))
    return `${this.cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`
  }

  isInside(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
    const session = cookies.find((cookie) => cookie.startsWith(`${this.cookieName}=`))
    return session !== undefined && this.sessions.has(digest(session.slice(this.cookieName.length + 1)))
  }
}

function isEqual(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(digest(one)), Buffer.from(digest(other)))
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
