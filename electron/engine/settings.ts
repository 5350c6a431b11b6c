import type { Settings } from '../shared/system.ts'
import type { Store } from '../store/store.ts'
import { countPhysicalCores } from './system/computer.ts'

/** Stored settings, with what holds until the user chooses: as many trainings as cores, the system's theme. */
export function readSettings(store: Store): Settings {
  return { workers: countPhysicalCores(), theme: 'system', ...store.settings.get() }
}
