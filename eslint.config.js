import vue from 'eslint-plugin-vue'
import prettier from 'eslint-config-prettier'
import tseslint from 'typescript-eslint'

const budgets = {
  'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['warn', { max: 60, skipBlankLines: true, skipComments: true }],
  'max-params': ['warn', 4],
  complexity: ['warn', 12],
}

/** One folder's import rule: `forbidden` patterns and why. A path tells where code may run. */
const folder = (files, forbidden, message) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        // A pattern `electron` would forbid our own folder of that name as well.
        paths: forbidden.filter((name) => name === 'electron').map((name) => ({ name, message })),
        patterns: [{ group: forbidden.filter((name) => name !== 'electron'), message }],
      },
    ],
  },
})

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'node_modules/**', '.cache/**'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: tseslint.parser } } },
  {
    rules: {
      ...budgets,
      'no-undef': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'vue/multi-word-component-names': 'off',
    },
  },
  { files: ['test/**', 'scripts/**', 'bench/**'], rules: { 'max-lines-per-function': 'off' } },
  folder(
    ['electron/shared/**'],
    ['node:*', 'electron', 'vue', '@tensorflow/*', '**/engine/**', '**/store/**', '**/modelExport/**'],
    'shared is pure and runs anywhere',
  ),
  folder(
    ['electron/modelExport/**'],
    [
      'node:*',
      'electron',
      'vue',
      '@tensorflow/*',
      'better-sqlite3',
      '**/engine/**',
      '**/store/**',
      '**/trainer/**',
      '**/cli/**',
    ],
    'modelExport turns a network into bytes, nothing else',
  ),
  folder(
    ['electron/trainer/**'],
    ['electron', 'better-sqlite3', '**/engine/**', '**/store/**', '**/cli/**'],
    'a trainer knows nothing of SQL, windows or other runs',
  ),
  folder(
    ['electron/data/**'],
    ['electron', 'better-sqlite3', '@tensorflow/*', '**/engine/**', '**/store/**', '**/trainer/**'],
    'data reads files, nothing else',
  ),
  folder(
    ['electron/store/**'],
    ['electron', '@tensorflow/*', '**/engine/**', '**/trainer/**', '**/cli/**'],
    'the store knows SQL and files only',
  ),
  folder(
    ['electron/engine/**'],
    ['electron', '@tensorflow/*', '**/trainer/**', '**/cli/**', '**/main/**'],
    'the engine knows the trainer only as a program to fork',
  ),
  folder(
    ['electron/client/**', 'electron/cli/**'],
    ['electron', '@tensorflow/*', 'better-sqlite3', '**/store/**', '**/trainer/**', '**/modelExport/**'],
    'clients speak to the engine through its socket',
  ),
  folder(
    ['electron/main/**'],
    ['@tensorflow/*', 'better-sqlite3', '**/store/**', '**/trainer/**', '**/engine/**'],
    'main is a thin shell',
  ),
  folder(
    ['renderer/**'],
    [
      'electron',
      'node:*',
      '@tensorflow/*',
      'better-sqlite3',
      '**/engine/**',
      '**/store/**',
      '**/trainer/**',
      '**/modelExport/**',
      '**/client/**',
    ],
    'the renderer sees only the bridge and shared',
  ),
  prettier,
)
