import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { settingsSchema, type Settings } from '../../shared/system.ts'
import { parseColumn } from '../json.ts'
import type { SettingTable } from '../store.ts'

/** Small values by name, as JSON. The user's settings are one of them, `settings`. */
export function createSettingTable(db: Database): SettingTable {
  const one = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?')
  const put = db.prepare<[string, string]>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )

  function read(key: string): unknown {
    const row = one.get(key)
    return row ? parseColumn(z.unknown(), row.value) : undefined
  }

  // What was JSON has no undefined values.
  const get = () => settingsSchema.partial().parse(read('settings') ?? {}) as Partial<Settings>

  return {
    get,
    update: (change) => {
      const given = Object.entries(change).filter(([, value]) => value !== undefined)
      put.run('settings', JSON.stringify({ ...get(), ...Object.fromEntries(given) }))
    },
    read,
    write: (key, value) => void put.run(key, JSON.stringify(value)),
  }
}
