import { computed, ref } from 'vue'
import { useRouter } from 'vue-router'
import { publishedBeatLength } from '../../../electron/shared/architecture.ts'
import { summarise } from '../../../electron/shared/networkSummary.ts'
import { published11 } from '../../../electron/shared/preset.ts'
import type { Study } from '../../../electron/shared/study.ts'
import { useDataSets } from '../../stores/dataSets.ts'
import { useStudies } from '../../stores/studies.ts'

/** Name of the study that the second start makes and, later, goes on with. */
export const presetStudyName = '11 published models on the sample'

/** The three ways to begin, and what the page needs to describe them truly. */
export function useStarts() {
  const studies = useStudies()
  const dataSets = useDataSets()
  const router = useRouter()
  const isStarting = ref(false)

  const variants = published11()
  const parameters = variants.reduce(
    (sum, { architecture }) => sum + summarise(architecture, publishedBeatLength).parameters.total,
    0,
  )
  const sample = computed(() => dataSets.list.find((dataSet) => dataSet.provenance.source === 'sample') ?? null)
  const sampleSplit = computed(() => sample.value?.splits.find((split) => split.key === 'sample') ?? null)
  /** The study of an earlier start, which is gone on with instead of making a second one. */
  const started = computed(
    () => studies.list.find((study) => study.name === presetStudyName && !study.archived) ?? null,
  )

  async function open(study: Study, screen = 'compare'): Promise<void> {
    studies.openStudy(study.id)
    await router.push({ name: screen })
  }

  async function runPreset(): Promise<void> {
    if (!sample.value || isStarting.value) return
    isStarting.value = true
    try {
      const study =
        started.value ??
        (await studies.create({
          name: presetStudyName,
          dataSetId: sample.value.id,
          split: 'sample',
          seeds: [1],
          variants,
        }))
      await studies.launch({ id: study.id })
      await open(study, 'runs')
    } finally {
      isStarting.value = false
    }
  }

  const importData = () => router.push({ name: 'data', query: { import: 'yes' } })

  return { variants, parameters, sample, sampleSplit, started, isStarting, open, runPreset, importData }
}
