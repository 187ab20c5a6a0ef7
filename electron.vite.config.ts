import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const folder = (...parts: string[]): string => resolve(import.meta.dirname, ...parts)

/** Every page beside the renderer's sources is a window: index.html, console.html, … */
const pages = Object.fromEntries(
  readdirSync(folder('src-renderer'))
    .filter((name) => name.endsWith('.html'))
    .map((name) => [name.slice(0, -'.html'.length), folder('src-renderer', name)]),
)

/** Hot reload writes scripts and styles into the pages and talks to its server: only then may it. */
const relaxWhileDeveloping: Plugin = {
  name: 'relax-while-developing',
  apply: 'serve',
  transformIndexHtml: (page) =>
    page.replace(/default-src 'none'[^"]*/, "default-src 'self' 'unsafe-inline' data: ws:"),
}

const codeEditor =
  /node_modules\/(@codemirror|@lezer|@marijn|style-mod|w3c-keyname|crelt)\/|\/definition\/code-/

/** CommonJS, because Electron before 28 has no ES-module main and a sandboxed preload never has. */
const commonJs = {
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name].cjs',
} as const

/** What windows of guests are made of besides terminals and screens; the main window, too. */
const BASICS =
  /src-preload|src-renderer\/(ui|bridge)\/|(console|tile|display)-keys|paste-question|failure-details|font-size|status-words|use-console-actions|node_modules\/(react|react-dom|radix-ui|lucide-react)\//

/** What a window reads before it shows anything. */
const START: '$initial'[] = ['$initial']

const TERMINAL = /@xterm|src-renderer\/console\/(console-terminal|session-link|themes)/

/** Whose work is bundled, and under which terms: some of them ask that it be said. */
const license = { fileName: 'third-party-licences.md' } as const

// Targets are the oldest runtime that must work (Electron 25: Node 18.15, Chromium 114), not the
// installed one, which electron-vite would guess. Dependencies are bundled: one file starts faster
// than two hundred, and packages need no node_modules.
export default defineConfig({
  main: {
    build: {
      target: 'node18',
      externalizeDeps: false,
      sourcemap: true,
      license,
      rolldownOptions: { input: { main: folder('src-main/main.ts') }, output: commonJs },
    },
  },
  preload: {
    build: {
      target: 'node18',
      externalizeDeps: false,
      rolldownOptions: { input: { bridge: folder('src-preload/bridge.ts') }, output: commonJs },
    },
  },
  renderer: {
    root: folder('src-renderer'),
    plugins: [react(), relaxWhileDeveloping],
    build: {
      target: 'chrome114',
      outDir: folder('out/renderer'),
      minify: true,
      emptyOutDir: true,
      license,
      rolldownOptions: {
        input: pages,
        // What pages and late parts have in common is one file: seventy small ones, each asked for
        // on its own, made the window a tenth of a second late.
        // What only late parts have in common is a file of its own, so that no start reads it.
        // The editor of XML is large, and nothing at the start needs it; windows of guests need
        // neither what only the main window's parts have in common, nor terminals without showing one.
        output: {
          codeSplitting: {
            groups: [
              { name: 'shared', test: BASICS, tags: START, minShareCount: 2, priority: 2 },
              { name: 'terminal', test: TERMINAL, minShareCount: 2, priority: 1 },
              { name: 'code-editor', test: codeEditor, priority: 1 },
              { name: 'main', tags: START, minShareCount: 2 },
              { name: 'late', minShareCount: 2 },
            ],
          },
        },
      },
    },
  },
})
