/** Marks that LaTeX would act on, and signs that its plain text fonts lack. */
const replacements: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '%': '\\%',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': "''",
  '±': '$\\pm$',
  '×': '$\\times$',
  '−': '$-$',
  '–': '--',
  '—': '---',
  '…': '\\dots{}',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
  '≈': '$\\approx$',
  '→': '$\\rightarrow$',
  Δ: '$\\Delta$',
  σ: '$\\sigma$',
  α: '$\\alpha$',
  β: '$\\beta$',
  µ: '$\\mu$',
  μ: '$\\mu$',
}

/** Text as LaTeX prints it: no mark of it is a command, and it stays on one line. */
export function escapeLatex(text: string): string {
  return Array.from(text.replace(/\s+/g, ' '), (sign) => replacements[sign] ?? sign)
    .join('')
    .replace(/\p{Cc}/gu, '')
}
