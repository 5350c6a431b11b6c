import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { settingsSchema } from '../../shared/system.ts'
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

  const get = () => settingsSchema.partial().parse(read('settings') ?? {})

  return {
    get,
    update: (change) => void put.run('settings', JSON.stringify({ ...get(), ...change })),
    read,
    write: (key, value) => void put.run(key, JSON.stringify(value)),
  }
}
