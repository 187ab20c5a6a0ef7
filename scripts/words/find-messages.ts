import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, type Node } from 'oxc-parser'

/** A message as the source tells it. */
export interface FoundMessage {
  readonly text: string
  /** `src-renderer/ui/dialog.tsx:12` */
  readonly place: string
  /** The names of the values that it is given, where they are written out. */
  readonly values: readonly string[] | null
}

const ROOT = join(import.meta.dirname, '../..')

/** What translates a message, or marks it for what does. */
const tellers = new Set(['t', 'rich', 'pieces', 'message'])

/** Every file of the app's own sources; no tests. */
export const sourceFiles = (): readonly string[] =>
  ['src-main', 'src-preload', 'src-renderer'].flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|(^|\/)testing\//.test(path))
      .map((path) => `${room}/${path}`),
  )

/** Whether it tells a message, or marks one. */
export const isTeller = (node: Node): boolean =>
  node.type === 'CallExpression' &&
  node.callee.type === 'Identifier' &&
  tellers.has(node.callee.name)

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value

/** Visits a tree; a visitor that answers false leaves out what is below. */
export const walk = (
  node: unknown,
  visit: (node: Node, parents: readonly Node[]) => boolean | void,
  parents: readonly Node[] = [],
): void => {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, visit, parents)
    return
  }
  if (!isNode(node) || visit(node, parents) === false) return
  const below = [...parents, node]
  for (const [key, value] of Object.entries(node)) {
    if (key !== 'parent') walk(value, visit, below)
  }
}

/** A source file as a tree. Throws where it can't be read as TypeScript. */
export const parseFile = (path: string): { readonly source: string; readonly program: Node } => {
  const source = readFileSync(join(ROOT, path), 'utf8')
  const { program, errors } = parseSync(path, source)
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`)
  return { source, program }
}

export const lineOf = (source: string, node: Node): number =>
  source.slice(0, node.start).split('\n').length

const valueNames = (node: Node | undefined): readonly string[] | null => {
  if (node === undefined) return []
  if (node.type !== 'ObjectExpression') return null
  const names: string[] = []
  for (const property of node.properties) {
    if (property.type !== 'Property' || property.key.type !== 'Identifier') return null
    names.push(property.key.name)
  }
  return names
}

/** All messages that the app's sources hold, in their order; each as often as it is told. */
export const findMessages = (paths: readonly string[] = sourceFiles()): readonly FoundMessage[] =>
  paths.flatMap((path) => {
    const { source, program } = parseFile(path)
    const found: FoundMessage[] = []
    walk(program, (node) => {
      if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return
      const [first, second] = node.arguments
      if (!isTeller(node) || first?.type !== 'Literal') return
      if (typeof first.value !== 'string') return
      const values = node.callee.name === 'message' ? null : valueNames(second)
      found.push({ text: first.value, place: `${path}:${lineOf(source, node)}`, values })
    })
    return found
  })
