import { z } from 'zod'
import { AppError, toErrorData } from '../shared/appError.ts'
import { hostRequestSchema, type HostRequest, type PageAnswer } from '../shared/pageProtocol.ts'
import type { EngineLink } from './engineLink.ts'
import type { FileTokens } from './fileTokens.ts'
import { admitPageCommand, type AdmittedCommand } from './pageGate.ts'

/** Where every question of a page is checked and answered, whatever the transport. Nothing is thrown at the transport. */
export interface PageDesk {
  answerCommand(command: unknown, input: unknown): Promise<PageAnswer>
  answerHostRequest(request: unknown): Promise<PageAnswer>
}

export interface PageDeskParts {
  link: EngineLink
  files: FileTokens
  /** What only this host can do. */
  serveHostRequest(request: HostRequest): Promise<unknown>
  /** Told what the engine answered, after the page's command was carried out. */
  onAnswered?(admitted: AdmittedCommand, output: unknown): void
}

export function createPageDesk({ link, files, serveHostRequest, onAnswered }: PageDeskParts): PageDesk {
  return {
    answerCommand: (command, input) =>
      asAnswer(async () => {
        const admitted = admitPageCommand(command, input, files)
        const output = await link.relay(admitted)
        onAnswered?.(admitted, output)
        return output
      }),
    answerHostRequest: (request) => asAnswer(() => serveHostRequest(parseHostRequest(request))),
  }
}

async function asAnswer(work: () => Promise<unknown>): Promise<PageAnswer> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    return { ok: false, error: toErrorData(error) }
  }
}

function parseHostRequest(request: unknown): HostRequest {
  const parsed = hostRequestSchema.safeParse(request)
  if (parsed.success) return parsed.data
  throw new AppError('bad-input', `The page asked for what its host does not do. ${z.prettifyError(parsed.error)}`)
}
