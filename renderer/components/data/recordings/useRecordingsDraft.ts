import { computed, reactive, ref, shallowRef } from 'vue'
import type { SymbolMapping } from '../../../../electron/shared/beatSymbol.ts'
import type { ChosenFile } from '../../../../electron/shared/contract/bridge.ts'
import type { Input } from '../../../../electron/shared/contract/commands.ts'
import type { ExtractionRule } from '../../../../electron/shared/extraction.ts'
import type { WfdbFolder } from '../../../../electron/shared/wfdbFolder.ts'
import { importProblem } from './importProblem.ts'
import { importRequest } from './importRequest.ts'
import { mappedCounts } from './symbolRows.ts'
import { firstWindow, recordProblems, windowRuleOf, withoutUnfit } from './windowFields.ts'

/** Which order the beats get: by record and time, or that of an index file. */
export type IndexChoice = 'none' | 'in-folder' | 'file'

/** How beats are to be cut from the records of a folder, as it is being put together. */
export function useRecordingsDraft(content: () => WfdbFolder | null) {
  const selected = ref<string[]>([])
  const persons = reactive<Record<string, string>>({})
  const kind = ref<ExtractionRule['kind']>('published')
  const fields = ref(firstWindow([]))
  const mapping = shallowRef<SymbolMapping>({})
  const index = ref<IndexChoice>('none')
  const indexFile = shallowRef<ChosenFile | null>(null)
  const skipBad = ref(false)
  const name = ref('')

  /** Begins anew with what was read: all records, and the published rule where they have its rate. */
  function begin(found: WfdbFolder): void {
    selected.value = found.records.map(({ record }) => record)
    for (const record of Object.keys(persons)) delete persons[record]
    kind.value = found.records.some(({ sampleRateHz }) => sampleRateHz !== 360) ? 'window' : 'published'
    fields.value = firstWindow(found.records)
    mapping.value = {}
    index.value = found.index === null ? 'none' : 'in-folder'
    indexFile.value = null
    skipBad.value = false
  }

  const records = computed(() => content()?.records.filter(({ record }) => selected.value.includes(record)) ?? [])
  const check = computed(() =>
    kind.value === 'published'
      ? { rule: { kind: 'published' } satisfies ExtractionRule, problem: null }
      : windowRuleOf(fields.value),
  )
  /** Records that the rule cannot cut. */
  const unfit = computed(() => (check.value.rule ? recordProblems(records.value, check.value.rule) : []))
  /** The chosen records without those. */
  const taken = computed(() => withoutUnfit(records.value, unfit.value))
  const counts = computed(() => mappedCounts(taken.value, mapping.value))
  const bad = computed(() => content()?.bad ?? [])

  const problem = computed(() =>
    importProblem({
      chosen: records.value.length,
      readable: content()?.records.length ?? 0,
      bad: bad.value.length,
      unfit: unfit.value,
      skipBad: skipBad.value,
      ruleProblem: check.value.problem,
      mapping: mapping.value,
      lacksIndexFile: index.value === 'file' && indexFile.value === null,
      name: name.value,
    }),
  )

  /** The command's input; null of a draft with a problem. */
  function request(folderToken: string, annotator: string): Input<'dataset.importRecords'> | null {
    const { rule } = check.value
    if (problem.value !== null || !rule) return null
    return importRequest({
      ...{ folderToken, annotator, rule, persons },
      ...{ name: name.value, mapping: mapping.value, skipBad: skipBad.value },
      content: content(),
      chosen: selected.value,
      index: index.value === 'file' ? (indexFile.value?.token ?? null) : index.value,
    })
  }

  return {
    ...{ selected, persons, kind, fields, mapping, index, indexFile, skipBad, name },
    ...{ records, taken, check, counts, unfit, bad, problem, begin, request },
  }
}

export type RecordingsDraft = ReturnType<typeof useRecordingsDraft>
