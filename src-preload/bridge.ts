/**
 * The preload script: sandboxed, and deliberately dumb. Names and inputs are checked by the main
 * process against the contract, where a compromised window can't reach the check.
 */
import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge } from './contract/bridge-api'
import {
  CALL_CHANNEL,
  HAS_WORDS,
  NOTICE_CHANNEL,
  PORT_CHANNEL,
  PORT_MESSAGE,
  WORDS_CHANNEL,
} from './contract/channels'
import type { Words } from './language/languages'

const listeners = new Map<string, Set<(notice: unknown) => void>>()

ipcRenderer.on(NOTICE_CHANNEL, (_event, name: string, notice: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(notice)
})

// A port can't pass the context bridge; a message to the window itself can carry it.
ipcRenderer.on(PORT_CHANNEL, (event, subject: string) => {
  window.postMessage({ type: PORT_MESSAGE, subject }, '*', event.ports)
})

const bridge: Bridge = {
  // Modules of the page hold words as soon as they are evaluated, so this one question blocks.
  words: process.argv.includes(HAS_WORDS) ? (ipcRenderer.sendSync(WORDS_CHANNEL) as Words) : null,
  call: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, name, input),
  listen: (name, listener) => {
    const ofName = listeners.get(name) ?? new Set()
    const wanted = listener as (notice: unknown) => void
    listeners.set(name, ofName.add(wanted))
    return () => void ofName.delete(wanted)
  },
}

contextBridge.exposeInMainWorld('virthelm', bridge)
