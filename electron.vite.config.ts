import path from 'node:path'
import cascadeLayers from '@csstools/postcss-cascade-layers'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
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
    resolve: { alias: isFixture ? platformAliases : [] },
    build: {
      outDir: out(name),
      emptyOutDir: true,
      minify: false,
      externalizeDeps: false,
      ...(isFixture ? { target: 'node12' } : {}),
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
      plugins: [vue(), vuetify({ autoImport: true }), ...(isFixture ? [oldChrome()] : [])],
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

/** Chrome 83 lacks library functions the page uses, and refuses a module with `crossorigin` from a custom protocol. */
function oldChrome(): Plugin {
  return {
    name: 'beatbench-old-chrome',
    enforce: 'pre',
    transform: (code, id) => (id === here('renderer', 'main.ts') ? `import 'core-js/stable'\n${code}` : null),
    transformIndexHtml: { order: 'post', handler: (html) => html.replaceAll(' crossorigin', '') },
  }
}
