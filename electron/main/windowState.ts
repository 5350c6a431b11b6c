import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { screen, type BrowserWindow, type Rectangle } from 'electron'
import { z } from 'zod'

const stateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400).max(20_000),
  height: z.number().int().min(300).max(20_000),
  isMaximized: z.boolean(),
})
export type WindowState = z.infer<typeof stateSchema>

const saveDelayMs = 500

/** The window's last place and size, if it was kept and can be read, and still lies on a screen. */
export function readWindowState(file: string): WindowState | undefined {
  if (!existsSync(file)) return undefined
  const parsed = stateSchema.safeParse(parseJson(readFileSync(file, 'utf8')))
  return parsed.success && isOnScreen(parsed.data) ? parsed.data : undefined
}

/** Keeps place and size in `file` after every change, by rename, so that the file is always whole. */
export function keepWindowState(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined
  const save = () => {
    clearTimeout(timer)
    if (!window.isDestroyed()) writeWhole(file, { ...window.getNormalBounds(), isMaximized: window.isMaximized() })
  }
  const saveSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(save, saveDelayMs)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('close', save)
}

function writeWhole(file: string, state: WindowState): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(`${file}.partial`, JSON.stringify(state), { mode: 0o600 })
  renameSync(`${file}.partial`, file)
}

/** A screen may have been taken away: a good part of the title bar must be on one. */
function isOnScreen(bounds: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds)
  const overlap = Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x)
  return overlap > 100 && bounds.y >= workArea.y - 10 && bounds.y < workArea.y + workArea.height - 50
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
