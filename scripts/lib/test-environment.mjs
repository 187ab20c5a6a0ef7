/**
 * What tests are told: which Electron to run, and where the guest is.
 *
 * @param {{ electron: string, guestFolder: string | null }} setUp
 * @returns {NodeJS.ProcessEnv}
 */
export function testEnvironment({ electron, guestFolder }) {
  return {
    ...process.env,
    VIRTHELM_ELECTRON: electron,
    ...(guestFolder && { VIRTHELM_GUEST_DIR: guestFolder }),
  }
}
