/** What set-up found, handed over by `scripts/bench.mjs`. */
export interface BenchSettings {
  /** The Electron executable. */
  readonly electron: string
  /** The folder of the demo guest's kernel and initramfs. */
  readonly guestFolder: string
  /** The checkout, which is also the app's folder. */
  readonly projectFolder: string
}

const required = (name: string): string => {
  const value = process.env[name]
  if (value) return value
  throw new Error(`${name} is not set: measure by npm run bench [-- NAME…]`)
}

/** Reads the environment. @throws {Error} when set-up did not run. */
export const readSettings = (): BenchSettings => ({
  electron: required('VIRTHELM_ELECTRON'),
  guestFolder: required('VIRTHELM_GUEST_DIR'),
  projectFolder: `${import.meta.dirname}/../..`,
})
