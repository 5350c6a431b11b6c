import path from 'node:path'
import type { Command } from 'commander'
import { AppError } from '../shared/appError.ts'
import type { Context } from './context.ts'
import { findBrowser } from './doctorProbes.ts'
import { onInterrupt } from './interrupt.ts'
import { openAppWindow, type AppWindow } from './serve/appWindow.ts'
import { serve, type Serving } from './serve/serve.ts'
import { wholeNumber } from './usageError.ts'

interface ServeCommandOptions {
  port: number
  open?: boolean
  data: string[]
}

/** `serve`: the workbench for browsers of this computer. */
export function addServeCommand(program: Command, context: Context): void {
  program
    .command('serve')
    .description('the workbench in a browser, on 127.0.0.1')
    .option('--port <port>', 'else a free one', wholeNumber(0, 65_535), 0)
    .option('--open', 'open a window of Chromium or Chrome, and end when it is closed')
    .option(
      '--data <dir>',
      'offer the recordings and CSV files of this folder for import (may be given several times)',
      collect,
      [],
    )
    .action((options: ServeCommandOptions) => runServer(context, options))
}

async function runServer(context: Context, options: ServeCommandOptions): Promise<void> {
  const serving = await serve({
    databasePath: context.databasePath(),
    port: options.port,
    dataFolders: options.data.map((folder) => path.resolve(folder)),
    pageFolder: path.join(import.meta.dirname, '..', '..', 'out', 'renderer'),
  })
  const interrupted = new Promise<void>((resolve) => onInterrupt(resolve))
  let window: AppWindow | undefined
  try {
    window = options.open ? await openWindow(context, serving) : undefined
    if (!window) printAddress(context, serving)
    await Promise.race([interrupted, ...(window ? [window.closed] : [])])
  } finally {
    await window?.close()
    await serving.close()
  }
}

async function openWindow(context: Context, serving: Serving): Promise<AppWindow | undefined> {
  const needsDisplay = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
  if (needsDisplay) return undefined
  const browser = await findBrowser()
  if (browser.isFound) {
    context.terminal.note(`Beatbench is open in ${path.basename(browser.path)}; it ends with its window or Ctrl-C.`)
    return openAppWindow(browser.path, serving.doorFile, serving.folder)
  }
  context.terminal.note(`${browser.problem}: open the address in another browser.`)
  return undefined
}

function printAddress({ terminal }: Context, serving: Serving): void {
  terminal.print(serving.address())
  terminal.note('Open this address in a browser of this computer. It works once; for another browser open the file')
  terminal.note(serving.doorFile)
  terminal.note(
    `Over SSH: ssh -L ${serving.port}:127.0.0.1:${serving.port} HOST first. Ctrl-C ends the server, not the trainings.`,
  )
}

function collect(folder: string, folders: string[]): string[] {
  if (folder === '') throw new AppError('bad-input', 'The folder has no name.')
  return [...folders, folder]
}
