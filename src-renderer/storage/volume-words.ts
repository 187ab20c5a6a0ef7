/** The formats that volumes are made in. */
const formats = ['qcow2', 'raw', 'qed', 'vmdk', 'vdi'] as const

/** What to choose a format from; with one that a volume has already. */
export const formatOptions = (
  own?: string,
): readonly { readonly value: string; readonly text: string }[] =>
  [...new Set([...(own === undefined ? [] : [own]), ...formats])].map((value) => ({
    value,
    text: value,
  }))

/** `web.qcow2` copied is `web-copy.qcow2`. */
export const copyName = (name: string): string => {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? `${name}-copy` : `${name.slice(0, dot)}-copy${name.slice(dot)}`
}
