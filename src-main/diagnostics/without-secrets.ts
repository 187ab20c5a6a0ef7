const HIDDEN = '[hidden]'

/** Secrets of the environment by value: wherever they got to, they are taken out. */
const SECRETS = ['LIBVIRT_PASSWORD', 'LIBVIRT_USERNAME'] as const

/** Shorter ones stand in innocent words, and hide nothing. */
const LEAST = 4

/** What looks like a secret by what stands before it. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // user:password@host and user@host in addresses
  [/(\w+:\/\/)[^\s/@"']+@/g, `$1${HIDDEN}@`],
  [
    /(passw(?:or)?d|passphrase|secret|token|authorization)(["']?\s*[:=]\s*["']?)[^\s"',;}<]+/gi,
    `$1$2${HIDDEN}`,
  ],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, HIDDEN],
]

/** Takes out of a text what must not leave this computer in it. */
export const withoutSecrets = (
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): string => {
  const known = SECRETS.map((name) => environment[name] ?? '').filter(
    ({ length }) => length >= LEAST,
  )
  const clean = known.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text)
  return PATTERNS.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), clean)
}
