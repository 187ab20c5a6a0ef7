import { needsPrivateHost, startPrivateHost } from './private-host.mjs'

/** A host of this computer, at the socket that its daemon would have: `test:///default`. */
const localHost = /^(--connect=)?(qemu|test):\/\/(\/[^?]*)$/
const hostOption = /^(--connect(=|$)|-c$)/

/**
 * Runs something with the environment that tells the app where the demo guest and its default host
 * are, and with a private host around it where this system has none. Local hosts among the
 * arguments are then looked for on the private one.
 *
 * @param {string | null} guestFolder
 * @param {readonly string[]} args the app's
 * @param {(environment: NodeJS.ProcessEnv, args: readonly string[]) => Promise<number>} body
 */
export async function withHost(guestFolder, args, body) {
  const environment = { ...process.env, ...(guestFolder && { VIRTHELM_GUEST_DIR: guestFolder }) }
  const isLocal =
    !args.some((word) => hostOption.test(word)) || args.some((word) => localHost.test(word))
  if (!isLocal || process.env.VIRTHELM_DEFAULT_URI || !(await needsPrivateHost())) {
    return body(environment, args)
  }
  const host = await startPrivateHost(guestFolder)
  try {
    return await body(
      { ...environment, VIRTHELM_DEFAULT_URI: host.uri, VIRTHELM_GUEST_DIR: host.guestFolder },
      args.map((word) => onPrivateHost(word, host)),
    )
  } finally {
    await host.stop()
  }
}

/**
 * @param {string} word
 * @param {import('./private-host.mjs').PrivateHost} host
 */
function onPrivateHost(word, host) {
  const [, option = '', driver, path] = localHost.exec(word) ?? []
  if (driver === 'qemu') return `${option}${host.uri}`
  return driver === 'test' ? `${option}test+unix://${path}?socket=${host.socket}` : word
}
