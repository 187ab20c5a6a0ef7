import { needsPrivateHost, startPrivateHost } from './private-host.mjs'

/**
 * Runs something with the environment that tells the app where the demo guest and its default host
 * are, and with a private host around it where this system has none.
 *
 * @param {string | null} guestFolder
 * @param {readonly string[]} args the app's
 * @param {(environment: NodeJS.ProcessEnv) => Promise<number>} body
 */
export async function withHost(guestFolder, args, body) {
  const environment = { ...process.env, ...(guestFolder && { VIRTHELM_GUEST_DIR: guestFolder }) }
  const choosesHost = args.some((argument) => /^(--connect|-c$)/.test(argument))
  if (choosesHost || process.env.VIRTHELM_DEFAULT_URI || !(await needsPrivateHost())) {
    return body(environment)
  }
  const host = await startPrivateHost(guestFolder)
  try {
    return await body({
      ...environment,
      VIRTHELM_DEFAULT_URI: host.uri,
      VIRTHELM_GUEST_DIR: host.guestFolder,
    })
  } finally {
    await host.stop()
  }
}
