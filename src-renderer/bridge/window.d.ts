import type { Bridge } from '../../src-preload/contract/bridge-api'

declare global {
  interface Window {
    /** Put there by the preload script; only this room touches it. */
    readonly virthelm: Bridge
  }
}
