/** What remote-viewer is told of a SPICE display. */
export interface ViewerTarget {
  readonly title: string
  readonly host: string
  readonly port?: number
  readonly tlsPort?: number
  readonly password?: string
}

/** The escapes of GLib's key files: a value is one line, and blanks at its beginning count. */
const escapeValue = (value: string): string =>
  value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/^ +/, (blanks) => '\\s'.repeat(blanks.length))

/**
 * A connection file for remote-viewer, which deletes it as soon as it has read it: it may hold the
 * display's password.
 */
export const viewerFile = ({ title, host, port, tlsPort, password }: ViewerTarget): string => {
  const values: readonly (readonly [string, string | number | undefined])[] = [
    ['type', 'spice'],
    ['host', host],
    ['port', port],
    ['tls-port', tlsPort],
    ['password', password],
    ['title', title],
    ['delete-this-file', 1],
  ]
  const lines = values.flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${escapeValue(String(value))}\n`],
  )
  return `[virt-viewer]\n${lines.join('')}`
}
