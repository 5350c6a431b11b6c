import path from 'node:path'
import cascadeLayers from '@csstools/postcss-cascade-layers'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript'
import type { Plugin } from 'vite'
import vuetify from 'vite-plugin-vuetify'

const here = (...names: string[]) => path.join(import.meta.dirname, ...names)

/**
 * Two builds of one program: `out/` for the Electron of package.json, and with `--mode fixture` `out/fixture/` for the
 * old Electron 9 the shell is tested in (Node 12, Chrome 83). The old one differs in syntax and in one adapter file.
 */
export default defineConfig(({ mode }) => {
  const isFixture = mode === 'fixture'
  const out = (name: string) => here('out', ...(isFixture ? ['fixture'] : []), name)
  const hostBuild = (name: 'main' | 'preload') => ({
    plugins: isFixture ? [withCoreJs(here('electron', 'main', 'main.ts')), oldSyntax()] : [],
    resolve: { alias: isFixture ? platformAliases : [] },
    build: {
      outDir: out(name),
      emptyOutDir: true,
      minify: false,
      externalizeDeps: false,
      rollupOptions: {
        input: here('electron', name, `${name}.ts`),
        external: ['electron', 'original-fs'],
        output: {
          format: 'cjs' as const,
          entryFileNames: '[name].cjs',
          codeSplitting: false,
          ...(isFixture ? { paths: withoutNodePrefix } : {}),
        },
      },
    },
  })
  return {
    main: hostBuild('main'),
    preload: hostBuild('preload'),
    renderer: {
      root: here('renderer'),
      base: './',
      plugins: [
        vue(),
        vuetify({ autoImport: true }),
        ...(isFixture ? [withCoreJs(here('renderer', 'main.ts')), withoutCrossOrigin()] : []),
      ],
      ...(isFixture ? { css: { postcss: { plugins: [cascadeLayers()] } } } : {}),
      build: {
        outDir: out('renderer'),
        emptyOutDir: true,
        modulePreload: false,
        chunkSizeWarningLimit: 3000,
        ...(isFixture ? { target: 'chrome83', cssTarget: 'chrome83' } : {}),
        rollupOptions: { input: here('renderer', 'index.html') },
      },
    },
  }
})

/** The fixture's Electron lacks what `platform.ts` calls: its own adapter takes the place. */
const platformAliases = [{ find: /^(.*)\/platform\.ts$/, replacement: '$1/platformFixture.ts' }]

/** Node 12 knows no `node:` prefix. */
function withoutNodePrefix(id: string): string {
  return id.replace(/^node:/, '')
}

/**
 * Lowers a finished file to what Node 12 can read. TypeScript does it: the bundler's own lowering leaves `this.#x ??= y`
 * as it is.
 */
function oldSyntax(): Plugin {
  const compilerOptions = { target: ScriptTarget.ES2019, module: ModuleKind.ESNext, allowJs: true }
  return {
    name: 'beatbench-old-syntax',
    renderChunk: (code, { fileName }) => transpileModule(code, { fileName, compilerOptions }).outputText,
  }
}

/** Node 12 and Chrome 83 lack library functions that are used: the entry brings them along. */
function withCoreJs(entry: string): Plugin {
  return {
    name: 'beatbench-core-js',
    enforce: 'pre',
    transform: (code, id) => (id === entry ? `import 'core-js/stable'\n${code}` : null),
  }
}

/** Chrome 83 refuses a module with `crossorigin` from a custom protocol. */
function withoutCrossOrigin(): Plugin {
  const withoutIt = (html: string) => html.replaceAll(' crossorigin', '')
  return { name: 'beatbench-without-crossorigin', transformIndexHtml: { order: 'post', handler: withoutIt } }
}
