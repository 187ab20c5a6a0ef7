/** Of this computer: what is said to it goes over no wire. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether nobody on the way can read or change what is said there. */
export const isSafeAddress = ({ protocol, hostname, username, password }: URL): boolean =>
  (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname))) &&
  username === '' &&
  password === ''

/** An address that may be asked; null for any other text. */
export const safeAddress = (text: string): URL | null => {
  try {
    const url = new URL(text)
    return isSafeAddress(url) ? url : null
  } catch {
    return null
  }
}

const GITHUB = /^(?:git\+)?https:\/\/github\.com\/([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/

/**
 * Where the newest version is asked for: the address that the person's settings name, else the
 * releases of the repository that the program says it comes from. Null where neither is known.
 */
export const feedOf = (setting: string, repository: unknown): URL | null => {
  if (setting !== '') return safeAddress(setting)
  const named =
    typeof repository === 'object' && repository !== null && 'url' in repository
      ? repository.url
      : repository
  const [, owner, name] = (typeof named === 'string' && GITHUB.exec(named)) || []
  if (owner === undefined || name === undefined) return null
  return new URL(`https://api.github.com/repos/${owner}/${name}/releases/latest`)
}
