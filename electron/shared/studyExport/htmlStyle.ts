/** The look of an exported page: light or dark as the reader's system is, black on white in print. */
export const htmlStyle = `
:root {
  color-scheme: light dark;
  --ground: #ffffff;
  --sunken: #eef1f3;
  --line: #dde2e6;
  --strong-line: #7f8a95;
  --text: #182027;
  --text-2: #45515d;
  --accent: #0a6670;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #151a20;
    --sunken: #1c232a;
    --line: #2b343d;
    --strong-line: #6e7b88;
    --text: #e6ebf0;
    --text-2: #b6c0cb;
    --accent: #5cc6cf;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0;
  padding: 24px;
  background: var(--ground);
  color: var(--text);
  font: 13px/18px Inter, system-ui, sans-serif;
}
main { width: fit-content; max-width: 100%; margin: 0 auto; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: separate; border-spacing: 0; font-size: 12px; line-height: 16px; font-variant-numeric: tabular-nums; }
caption { padding: 0 0 12px; text-align: left; color: var(--text-2); }
caption > * { position: sticky; left: 0; display: table; max-width: calc(100vw - 48px); }
caption strong { font-size: 20px; line-height: 28px; font-weight: 600; color: var(--text); }
th, td { padding: 5px 8px; text-align: right; vertical-align: baseline; white-space: nowrap; }
tr > :first-child { position: sticky; left: 0; background: var(--ground); text-align: left; }
thead th { border-top: 2px solid var(--strong-line); border-bottom: 1px solid var(--strong-line); font-weight: 600; }
thead th, td.design { white-space: normal; }
thead th, td.design, td.published { min-width: 5ch; }
tbody th { font-weight: 500; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 2px solid var(--strong-line); }
tbody tr.baseline > * { background: var(--sunken); }
td strong { font-weight: 700; }
td small { display: block; font-size: 11px; line-height: 14px; color: var(--text-2); }
sup { line-height: 0; font-weight: 600; color: var(--accent); }
.tag { display: block; color: var(--text-2); font-weight: 400; }
#notes { columns: 420px; column-gap: 40px; margin-top: 20px; }
section { break-inside: avoid; margin-bottom: 16px; }
h2 { margin: 0 0 4px; font-size: 13px; line-height: 18px; font-weight: 600; }
ul { margin: 0; padding-left: 18px; color: var(--text-2); }
li { overflow-wrap: anywhere; }
li + li { margin-top: 2px; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  :root {
    color-scheme: light;
    --ground: #ffffff;
    --sunken: #f2f2f2;
    --line: #cccccc;
    --strong-line: #000000;
    --text: #000000;
    --text-2: #333333;
    --accent: #000000;
  }
  body { padding: 0; font-size: 8pt; line-height: 11pt; }
  main { width: auto; }
  .scroll { overflow: visible; }
  table { width: 100%; font-size: 7pt; line-height: 9pt; }
  th, td { padding: 2pt 3pt; }
  td small { font-size: 6.5pt; line-height: 8pt; }
  tr > :first-child { position: static; }
  caption > * { position: static; max-width: none; }
  #notes { columns: auto; }
  thead { display: table-header-group; }
  tr, li { break-inside: avoid; }
  section { break-inside: auto; margin-bottom: 8pt; }
  h2 { font-size: 9pt; break-after: avoid; }
}
`
