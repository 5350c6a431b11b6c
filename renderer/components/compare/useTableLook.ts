import { computed, type Ref } from 'vue'
import { useDisplay } from 'vuetify'
import { isOfAllClasses } from '../../../electron/shared/headline.ts'
import type { StudyTable } from '../../../electron/shared/studyTable.ts'
import { useCompare } from '../../stores/compare.ts'
import { useStudyStatistics } from '../../stores/studyStatistics.ts'
import { intervalNames } from './intervalNames.ts'
import { plotWidths } from './plotAxis.ts'
import { availableMethods, figuresOf } from './rowFigures.ts'
import { differenceAxis, scoreAxis } from './scoreAxis.ts'
import type { TableLook } from './tableLook.ts'

/** Below this width spreads stand under their means, so that all columns stay in sight; one column more needs more. */
const narrowestWide = { ofAllClasses: 1400, ofSome: 1500 }

/** What is drawn of every row, by the interval and the test that were chosen; the statistics of another part are left out. */
export function useTableLook(table: Ref<StudyTable | null>) {
  const compare = useCompare()
  const store = useStudyStatistics()
  const { width } = useDisplay()

  const statistics = computed(() => {
    const { latest } = store
    return latest && latest.studyId === table.value?.studyId && latest.part === table.value.part ? latest : null
  })
  /** The chosen method, or Student's t over seeds where there are no intervals by it. */
  const method = computed(() => (availableMethods(statistics.value).has(compare.method) ? compare.method : 'seeds-t'))
  const figures = computed(() =>
    table.value ? figuresOf(table.value, statistics.value, { method: method.value, test: compare.test }) : new Map(),
  )
  const isCompact = computed(() => {
    const classes = table.value?.headlineClasses
    return width.value < narrowestWide[!classes || isOfAllClasses(classes) ? 'ofAllClasses' : 'ofSome']
  })
  const look = computed<TableLook>(() => {
    const all = [...figures.value.values()]
    const region = statistics.value ? compare.region : 0
    const baseline = table.value?.rows.find((row) => row.isBaseline)
    const compared = (table.value?.rows ?? []).filter((row) => !row.isBaseline)
    return {
      figures: figures.value,
      axis: scoreAxis(all),
      differenceAxis: differenceAxis(
        compared.flatMap((row) => figures.value.get(row.variantId) ?? []),
        region,
      ),
      plotWidths: isCompact.value ? plotWidths.compact : plotWidths.wide,
      baselineMean: baseline?.headline?.mean ?? null,
      intervalName: intervalNames[method.value].head,
      region,
      isComputing: store.isLoading,
    }
  })

  return { look, figures, statistics, method, isCompact }
}
