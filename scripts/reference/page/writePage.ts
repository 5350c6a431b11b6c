import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { format } from 'prettier'
import { beatClasses } from '../../../electron/shared/beatClass.ts'
import { projectSource } from '../../../electron/shared/presets/definition.ts'
import { partCounts } from '../../../electron/shared/split.ts'
import type { ReferencePlan } from '../plan.ts'
import { designTable } from './design.ts'
import { effectsOf, effectTable, effectVerdict, type Effect } from './effects.ts'
import { intervalFigure } from './figure.ts'
import { listText } from './markdown.ts'
import { readReport, type Report, type StudyReport } from './report.ts'
import { bothPartsTable, compareWithPublished, publishedTable, publishedVerdict, type Comparison } from './scores.ts'
import { augmentationTable, augmentationVerdict, cnnLstmTable, cnnLstmVerdict, repetitionText } from './sideStudies.ts'
import { environmentLines, timeTable, timeText } from './times.ts'

/** A page and its figures, by file name. */
export interface Page {
  markdown: string
  figures: Record<'scores.svg' | 'effects.svg', string>
}

/** Writes the page at `file` and its figures into the folder of the same name beside it. */
export async function writePage(databasePath: string, plan: ReferencePlan, file: string): Promise<void> {
  const { markdown, figures } = await pageOf(readReport(databasePath, plan), path.basename(file, '.md'))
  const folder = path.join(path.dirname(file), path.basename(file, '.md'))
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, svg] of Object.entries(figures)) writeFileSync(path.join(folder, name), svg)
  writeFileSync(file, markdown)
}

/** The page of a report; `folder` is where its figures lie. */
export async function pageOf(report: Report, folder: string): Promise<Page> {
  const comparisons = compareWithPublished(report.cnns)
  const effects = effectsOf(report.cnns)
  const sections = [
    introduction(report),
    whatWasDone(report),
    scoreSection(report, comparisons, folder),
    effectSection(report.cnns, effects, folder),
    cnnLstmSection(report),
    augmentationSection(report),
    timeSection(report),
    caveatSection(report),
    againSection(),
  ]
  return {
    markdown: await format(sections.join('\n\n'), { parser: 'markdown', proseWrap: 'always', printWidth: 120 }),
    figures: { 'scores.svg': scoreFigure(comparisons), 'effects.svg': effectFigure(effects) },
  }
}

const allStudies = ({ cnns, cnnLstm, augmentation }: Report): StudyReport[] => [cnns, cnnLstm, augmentation]

function introduction({ cnns }: Report): string {
  return `# The published study, reproduced

The public ${projectSource} trained ${cnns.validation.rows.length} small CNNs on single heartbeats and printed one macro
F1 for each. Here they are trained anew with the published recipe, each from several seeds, on the same beats. The
seeds were written down in \`scripts/reference/plan.ts\` before anything was trained, and no run is left out. The runs are in
\`experiments.db\`, which the workbench opens at its first start; every number on this page is read from that file by
\`npm run reference-study -- --only page\`.`
}

function whatWasDone(report: Report): string {
  const { dataSet, split, cnns } = report
  const total = (part: 'train' | 'validation' | 'test') =>
    partCounts(split, part).reduce((sum, count) => sum + count, 0)
  const beats = (part: 'train' | 'validation' | 'test') => total(part).toLocaleString('en-US')
  const classes = beatClasses.map(
    (name, label) => `${name} ${partCounts(split, 'test')[label]?.toLocaleString('en-US')}`,
  )
  const seeds = [...Map.groupBy(cnns.validation.rows, ({ runs }) => runs.map(({ seed }) => seed).join(', '))].map(
    ([list, rows]) => `${list} for ${listText(rows.map(({ name }) => name))}`,
  )
  return `## What was done

- **Data**: ${dataSet.name}, ${dataSet.beats.toLocaleString('en-US')} beats of ${dataSet.beatLength} samples at
  ${dataSet.sampleRateHz} Hz; ${dataSet.provenance.notes.map(({ text }) => text).join('; ')}.
- **Split**: the source's own; ${beats('train')} beats to train, ${beats('validation')} to validate (a stratified fifth of the
  training file), ${beats('test')} to test (${classes.join(', ')}): ${split.badge.text}.
- **Recipe**: Adam with learning rate 0.001 and coupled weight decay 0.00001, batches of 64, at most
  20 epochs, early stopping on the validation loss with patience 3, last weights kept, PyTorch's default initialisation.
- **Seeds**: ${seeds.join('; ')}.
- **Machine**: ${environmentLines(allStudies(report)).join('; ')}.

${designTable(cnns)}`
}

function scoreSection({ cnns }: Report, comparisons: readonly Comparison[], folder: string): string {
  return `## Ours against published

Macro F1 on the validation part, which is the part that the published scores are of. The interval of the mean (95 %, Student's
t over seeds) says where the mean over many seeds lies; the range of one more seed (95 % prediction interval) says where
another single run is expected.

![Our macro F1 with intervals, and the published values](${folder}/scores.svg)

${publishedTable(comparisons)}

${publishedVerdict(comparisons)}

Both parts and both averages; the test part was scored once a run, with its last weights, and chose nothing:

${bothPartsTable(cnns)}`
}

function effectSection(cnns: StudyReport, effects: readonly Effect[], folder: string): string {
  return `## Does depth matter most?

Differences of macro F1 between pairs of the models, paired by seed, with 95 % intervals (Student's t).

![Differences of macro F1 by factor](${folder}/effects.svg)

${effectTable(effects)}

${effectVerdict(cnns, 'validation')}

${effectVerdict(cnns, 'test')}

A factor's main effect is the mean change from its lowest to its highest level between models that agree in all else, by
seed. A single block has no growth of filters, so Model 1 is held against Model 11, whose filters stay, and against Model 8,
whose filters double: only the first is depth alone. Models with fewer than three seeds stand in the table, but not in these
sentences.

The 11 designs were no factorial experiment: along Models 1, 6, 7 and 8 depth and filters grow together, and only the step
from Model 1 to Model 11 changes depth alone. That step also shrinks what the dense layer sees, and with it
most of the parameters: depth here always means less resolution in time as well. No correction is made for looking at
${effects.length} contrasts.`
}

function cnnLstmSection({ cnnLstm, split }: Report): string {
  const [normal = 0, ...others] = partCounts(split, 'test')
  const normalShare = `${((100 * normal) / others.reduce((sum, count) => sum + count, normal)).toFixed(0)} %`
  return `## What the CNN-LSTM's .98 is

The source prints one "F1" for its CNN-LSTMs, without saying which average.

${cnnLstmTable(cnnLstm)}

${cnnLstmVerdict(cnnLstm)} Macro F1 counts each of the five classes alike, weighted F1 each beat, and
${normalShare} of the test beats are normal ones: the two are different scales, and a weighted F1 is not to be held against a
macro F1.`
}

function augmentationSection(report: Report): string {
  return `## Augmentation

Model 11 with Gaussian noise (sigma 0.01, within the beat) and a tenth of the samples zeroed, as published, and with
CutMix, whose published strength is not told.

${augmentationTable(report.augmentation)}

${augmentationVerdict(report.augmentation)} ${repetitionText(report.cnns, report.augmentation)}`
}

function timeSection(report: Report): string {
  return `## Time

${timeTable(allStudies(report))}

${timeText(allStudies(report))} An epoch is training and validation together.`
}

function caveatSection({ split }: Report): string {
  return `## What to keep in mind

- Each published score is of one seed; how far other seeds would have been from it is not known.
- The source calls its validation part "test": early stopping looked at the very beats that were scored. Our test
  part is the source's second file, which neither chose anything nor stopped anything.
- ${split.sharedPersons} of ${split.persons} patients have beats in training and in test. All these scores tell how well a network
  knows these patients, not how it does on new ones.
- The order of the published training file differs from ours, which was rebuilt from the recordings, so our validation
  part has the same counts of each class as the published one, but not the same beats.
- Intervals speak of the spread of seeds on this one split, not of other beats or patients.
- Model 5's convolutions were printed with 384 parameters; the formula that gives the other rows gives 512.
- For research and teaching, not for diagnosis.`
}

function againSection(): string {
  return `## Make it again

\`\`\`
npm run reference-study -- --data FOLDER
\`\`\`

FOLDER holds \`mitbih_train.csv\` and \`mitbih_test.csv\`, plain or gzip. The command imports them into a database of its own,
trains what is not trained yet, and writes \`experiments.db\` and this page. It can be ended at any time: the same command
goes on where it was left.

The beats in \`experiments.db\` come from the MIT-BIH Arrhythmia Database (PhysioNet, ODC-By 1.0): Moody GB, Mark RG, 2001.`
}

function scoreFigure(comparisons: readonly Comparison[]): string {
  return intervalFigure(
    comparisons.map(({ row, published, next }) => ({
      label: row.name,
      mean: row.macroF1?.mean ?? 0,
      interval: row.macroF1?.interval ?? null,
      range: next,
      published,
    })),
    {
      title: 'Macro F1 on the validation part',
      axis: 'macro F1',
      legend: [
        'Dot: our mean; thick line: its 95 % interval; thin line: 95 % range of one more seed.',
        'Diamond: the published value, one seed.',
      ],
    },
  )
}

function effectFigure(effects: readonly Effect[]): string {
  return intervalFigure(
    effects.flatMap(({ factor, from, to, validation }) =>
      validation?.interval && validation.n > 2
        ? [
            {
              label: `${factor}: ${from} to ${to.replace('Model ', '')}`,
              mean: validation.mean,
              interval: validation.interval,
            },
          ]
        : [],
    ),
    {
      title: 'Change of macro F1 on the validation part, paired by seed',
      axis: 'difference of macro F1',
      shows: 0,
      legend: ['Dot: mean difference; line: its 95 % interval. Contrasts of two seeds are left out: see the table.'],
    },
  )
}
