import type { Node } from 'oxc-parser'
import { isTeller, lineOf, parseFile, sourceFiles, walk } from './find-messages'

/** Attributes and properties that people read or hear. */
const wordNames =
  /^(?:label|title|aria-label|aria-description|aria-roledescription|alt|placeholder|hint|verb|heading|word|words|about|generalTitle|whileRunning|otherwise|rowName|section|text|reaches|keywords|doing|done|build|message)$/

/** Names of products and protocols, which every language has alike. */
const properNames = new Set(['Virthelm', 'Ceph', 'Gluster', 'Sheepdog', 'Virtuozzo'])

/** What looks like words and is none; each with why. */
const noWords: readonly RegExp[] = [
  // Selectors, and queries of media.
  /^[#.[(:&]|\[[a-z-]+[=\]]|^(?:main|input|canvas|dialog)[ :[,]/,
  // Styles.
  /^(?:underline wavy|color-mix|minmax)|\b\d+px\b|var\(--/,
  // Keys of the keyboard.
  /^(?:Enter|Alt\+ArrowUp) /,
  // Shares of a form's width.
  /^two thirds$/,
  // Examples of what is typed, which is no language's.
  /^192\.168\.|^qemu-guest-agent, /,
  // Command lines and scripts.
  /^(?:mount -t|virsh |virt-clone |sudo |npm run|sleep | stty rows|#!|--|console=)/,
  // XML and what an image's format begins with.
  /^<|^# Disk DescriptorFile$/,
  // An error of which only the cause is told.
  /^the console could not be opened \(/,
  // An element's name in libvirt's devices, and a driver's.
  /^pci $|^libvirt $/,
]

const looksLikeWords = (text: string): boolean =>
  (/\p{L}{2,}[,;:.…]? +\p{L}/u.test(text) || /^\p{Lu}\p{Ll}+…?$/u.test(text)) &&
  !properNames.has(text) &&
  !noWords.some((pattern) => pattern.test(text))

const nameOf = (node: Node | undefined): string => {
  if (node?.type === 'JSXAttribute') return node.name.type === 'JSXIdentifier' ? node.name.name : ''
  if (node?.type !== 'Property') return ''
  if (node.key.type === 'Identifier') return node.key.name
  return node.key.type === 'Literal' ? String(node.key.value) : ''
}

const textOf = (node: Node): string | null => {
  if (node.type === 'JSXText') return node.value.trim()
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  if (node.type !== 'TemplateLiteral') return null
  return node.quasis.map(({ value }) => value.cooked ?? '').join(' ')
}

/** What only programmers, scripts or other programs read, by file; each with why. */
const noWordFiles: readonly RegExp[] = [
  // Libvirt's own errors: who calls it words them.
  /^src-main\/libvirt\//,
  // The terminal's: said before any language is known, and read by scripts.
  /^src-main\/(?:main|command-line)\.ts$|\/environment-defaults\.ts$|\/app-handlers\.ts$/,
  // Goes with the log into a report of a fault.
  /\/diagnostics\.ts$/,
  // What other programs' archives are made of, and cloud-init's keys.
  /\/(?:read|write)-ovf\.ts$|\/cloud-init-seed\.ts$/,
  // The tool of those who check the published vectors.
  /\/(?:verify-sev-vector|sev-measurement)\.ts$/,
  // Languages by their own names.
  /\/languages\.ts$/,
]

/** What a node calls, without what it belongs to: `note` of `job.note('…')`; empty for others. */
const calledBy = (node: Node | undefined): string => {
  if (node?.type !== 'CallExpression') return ''
  const called = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee
  return called.type === 'Identifier' ? called.name : ''
}

/** Whether words here are for programmers: an import, a type, a query's key, the log, a mere error. */
const isForProgrammers = (node: Node): boolean =>
  node.type === 'ImportDeclaration' ||
  (node.type === 'NewExpression' &&
    node.callee.type === 'Identifier' &&
    /^(?:Type|Range)?Error$/.test(node.callee.name)) ||
  (node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    /^(?:debug|info|warn|error)$/.test(calledBy(node))) ||
  nameOf(node) === 'queryKey' ||
  (node.type.startsWith('TS') && !/^TS(?:As|Satisfies|NonNull)/.test(node.type)) ||
  isTeller(node)

/**
 * Words that people would read without `t`, in the windows or from the main process: between tags,
 * in attributes and properties that people read, and sentences anywhere. What has one small word is
 * not seen outside of tags and attributes: it may be a name of the code's.
 */
export const findLooseWords = (): readonly string[] =>
  sourceFiles()
    .filter((path) => !noWordFiles.some((pattern) => pattern.test(path)))
    .flatMap((path) => {
      const { source, program } = parseFile(path)
      const found: string[] = []
      walk(program, (node, parents) => {
        if (isForProgrammers(node)) return false
        const text = textOf(node)
        const [parent] = parents.slice(-1)
        if (text === null || (parent?.type === 'Property' && parent.key === node)) return
        const [holder] =
          parents.slice(-1)[0]?.type === 'JSXExpressionContainer'
            ? parents.slice(-2)
            : parents.slice(-1)
        const isRead =
          node.type === 'JSXText' || wordNames.test(nameOf(holder)) || calledBy(parent) === 'note'
        const isLoose =
          node.type === 'JSXText'
            ? /\p{L}{2}/u.test(text)
            : looksLikeWords(text) && (isRead || / /.test(text))
        if (isLoose) found.push(`${path}:${lineOf(source, node)} ${text}`)
      })
      return found
    })
