/** A stretch of a text, in characters from its beginning. */
export interface TextRange {
  readonly from: number
  readonly to: number
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

const rangeOf = (match: RegExpExecArray | null): TextRange | null =>
  match ? { from: match.index, to: match.index + match[0].length } : null

/** Where a pattern is, should it be there exactly once: a guess between several would mislead. */
const onlyMatch = (xml: string, pattern: RegExp): TextRange | null => {
  const [first, ...others] = xml.matchAll(pattern)
  return first && others.length === 0 ? rangeOf(first) : null
}

const lineRange = (xml: string, line: number): TextRange | null => {
  const lines = xml.split('\n')
  const text = lines[line - 1]
  if (text === undefined) return null
  const start = lines.slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, 0)
  const indent = text.length - text.trimStart().length
  return { from: start + indent, to: start + text.trimEnd().length }
}

const tag = (element: string): string => String.raw`<${escaped(element)}(?=[\s/>])[^<>]*>?`

/**
 * Where in a definition its host's refusal points to: the line, the attribute, the element or the
 * value that it names. null where it names none, or none that is there just once.
 */
export const placeOfRefusal = (xml: string, refusal: string): TextRange | null => {
  const line = /\(domain_definition\):(\d+):|\bline (\d+)\b/.exec(refusal)
  if (line) return lineRange(xml, Number(line[1] ?? line[2]))

  const [, attribute, owner] =
    /attribute '?([\w:.-]+)'? (?:in|of|for|on) (?:element )?'?<?([\w:.-]+)>?'?/i.exec(refusal) ?? []
  if (attribute !== undefined && owner !== undefined) {
    const inTag = String.raw`(?<=<${escaped(owner)}\s[^<>]*)\b${escaped(attribute)}\s*=\s*("[^"]*"|'[^']*')`
    const found = onlyMatch(xml, new RegExp(inTag, 'g'))
    if (found) return found
  }
  const quoted = [...refusal.matchAll(/'([^'\n]+)'|"([^"\n]+)"|‘([^’\n]+)’/g)]
    .map(([, single, double, curly]) => single ?? double ?? curly ?? '')
    .filter((value) => value.length > 1)
  for (const value of quoted) {
    const asValue = new RegExp(String.raw`(?<=["'>\s])${escaped(value)}(?=["'<\s])`, 'g')
    const found = onlyMatch(xml, asValue)
    if (found) return found
  }
  const elements = [
    owner,
    ...[...refusal.matchAll(/<([\w:.-]+)>|\belement:? '?([\w:.-]+)/gi)].map(
      ([, bracketed, named]) => bracketed ?? named,
    ),
    ...quoted,
  ]
  for (const element of elements) {
    const found = element && onlyMatch(xml, new RegExp(tag(element), 'g'))
    if (found) return found
  }
  return null
}
