/** What the program is made of, for Settings. The data's own terms stand with each data set. */
export const licences: readonly { name: string; licence: string; use: string }[] = [
  { name: 'TensorFlow, TensorFlow.js', licence: 'Apache-2.0', use: 'training' },
  { name: 'SQLite, better-sqlite3', licence: 'public domain, MIT', use: 'database' },
  { name: 'Electron, Node.js', licence: 'MIT', use: 'window, engine' },
  { name: 'Vue, Vue Router, Pinia, Vuetify', licence: 'MIT', use: 'interface' },
  { name: 'Apache ECharts, vue-echarts', licence: 'Apache-2.0, MIT', use: 'charts' },
  { name: 'stdlib', licence: 'Apache-2.0', use: 'statistics' },
  { name: 'Zod, Papa Parse, vscode-jsonrpc, ws, Commander', licence: 'MIT', use: 'contract, files, wire, commands' },
  { name: 'h5wasm with HDF5, protobuf.js, fflate', licence: 'NIST and BSD, BSD-3-Clause, MIT', use: 'model files' },
  { name: 'Inter, JetBrains Mono', licence: 'OFL-1.1', use: 'type' },
  { name: 'Material Design Icons', licence: 'Apache-2.0', use: 'icons' },
]
