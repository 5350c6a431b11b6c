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
main { max-width: 1500px; margin: 0 auto; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; font-size: 12px; line-height: 16px; font-variant-numeric: tabular-nums; }
caption { padding: 0 0 12px; text-align: left; color: var(--text-2); }
caption strong { display: block; font-size: 20px; line-height: 28px; font-weight: 600; color: var(--text); }
th, td { padding: 6px 10px; text-align: right; vertical-align: baseline; white-space: nowrap; }
th:first-child, td:first-child { padding-left: 0; text-align: left; }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-top: 2px solid var(--strong-line); border-bottom: 1px solid var(--strong-line); font-weight: 600; }
tbody th { font-weight: 500; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 2px solid var(--strong-line); }
tbody tr.baseline > * { background: var(--sunken); }
td small { font-size: inherit; color: var(--text-2); }
td strong { font-weight: 700; }
sup { line-height: 0; color: var(--accent); }
.tag { margin-left: 4px; color: var(--text-2); font-weight: 400; }
section { max-width: 96ch; margin-top: 20px; }
h2 { margin: 0 0 4px; font-size: 13px; line-height: 18px; font-weight: 600; }
ul { margin: 0; padding-left: 18px; color: var(--text-2); }
li + li { margin-top: 2px; }
li { overflow-wrap: anywhere; }
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
  main { max-width: none; }
  .scroll { overflow: visible; }
  table { width: 100%; font-size: 6.5pt; line-height: 9pt; }
  th, td { padding: 2pt 3pt; }
  thead th, td.wraps { white-space: normal; }
  thead { display: table-header-group; }
  tr, li { break-inside: avoid; }
  h2 { break-after: avoid; }
  section { max-width: none; }
}
`
