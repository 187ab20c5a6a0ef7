/** File systems take 255 bytes; what is put before and behind needs some of them. */
const MOST_BYTES = 120

/**
 * Makes a file name of what a host calls something: letters, digits, blanks and `._+-@` stay, all
 * else (slashes, control and invisible characters) becomes `_`; never hidden, never `..`.
 */
export const safeFileName = (name: string): string => {
  let safe = ''
  for (const character of name.normalize('NFC').replace(/[^\p{L}\p{M}\p{N} ._+@-]/gu, '_')) {
    if (Buffer.byteLength(safe + character) > MOST_BYTES) break
    safe += character
  }
  return safe.trim().replace(/^\.+/, '_') || '_'
}
