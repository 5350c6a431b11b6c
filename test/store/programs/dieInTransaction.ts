import { openStore } from '../../../electron/store/openStore.ts'
import { addFinishedRun, addStudy, epoch } from '../samples.ts'

/** Commits a study and one training run, then stops in the middle of a transaction that deletes and adds. */
const store = openStore(process.argv[2] ?? '')
const study = addStudy(store)
const { id } = addFinishedRun(store, study)
const training = store.runs.insertQueued(store.runs.get(id).variantId, 2)
store.runs.setState(training.id, 'preparing')
store.runs.setState(training.id, 'training')
store.runs.appendEpoch(training.id, epoch(1), true)
store.runs.appendEpoch(training.id, epoch(2), true)

store.transaction(() => {
  store.runs.delete(id)
  store.studies.rename(study.id, 'half done')
  addStudy(store, 'never committed')
  process.send?.('in the middle')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
})
