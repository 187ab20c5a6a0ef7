import { LibvirtError } from './errors'
import { remoteError } from './procedures/values'
import { XdrReader } from './wire/xdr'

/** Reads what a daemon says when a call or a stream fails. */
export const decodeError = (payload: Buffer, procedure: string): LibvirtError => {
  const reader = new XdrReader(payload)
  const { code, domain, message, level, str1, str2, str3 } = remoteError.read(reader)
  reader.end()
  return new LibvirtError({
    code,
    domain,
    level,
    procedure,
    message: message ?? `libvirt error ${code}`,
    details: [str1, str2, str3].filter((part) => part !== null),
  })
}
