import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { xml } from '@codemirror/lang-xml'
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
} from '@codemirror/language'
import { lintGutter, linter, lintKeymap, type Diagnostic } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState, Prec, StateEffect, type Extension, type Text } from '@codemirror/state'
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { XmlMistake } from '../../src-preload/contract/definition'
import { codeTheme } from './code-theme'
import type { TextRange } from './place-of-refusal'
import styles from './code-editor.module.css'

/** How long typing must rest before the text is looked at, in ms. */
const REST = 300

/** Something to mark in one very text; it is forgotten when that is edited. */
export interface Mark extends TextRange {
  readonly text: string
  readonly message: string
}

const lookAgain = StateEffect.define()

/** From a line and column, which count from 1, to the word there. */
const rangeAt = (doc: Text, { line, column }: { line: number; column: number }): TextRange => {
  const its = doc.line(Math.min(Math.max(line, 1), doc.lines))
  const from = Math.min(its.from + Math.max(column, 1) - 1, its.to)
  // At the very end of a line there is nothing to underline but what stands before.
  if (from === its.to) return { from: Math.max(its.from, from - 1), to: from }
  const word = /^[\w:.-]+/.exec(its.text.slice(from - its.from))
  return { from, to: from + (word?.[0].length ?? 1) }
}

const asError = (range: TextRange, message: string): Diagnostic => ({
  ...range,
  severity: 'error',
  message,
})

interface CodeEditorProps {
  /** Its accessible name. */
  readonly label: string
  /** What is edited at first; later values are not taken. */
  readonly initial: string
  readonly onText: (text: string) => void
  /** Ctrl+Enter. */
  readonly onSubmit: () => void
  /** Looks for what is wrong, while nobody types. */
  readonly check: (text: string) => Promise<XmlMistake | null>
  /** Hears what it found. */
  readonly onMistake: (mistake: XmlMistake | null) => void
  readonly mark: Mark | null
}

/** What every view of XML has, whether it is edited or only read. */
const common = (label: string): Extension => [
  lineNumbers(),
  foldGutter(),
  xml(),
  bracketMatching(),
  search({ top: true }),
  highlightSelectionMatches(),
  indentUnit.of('  '),
  EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', spellcheck: 'false' }),
  codeTheme,
]

/** The shadow tree that the editor lives in: in there its styles need no loosening of the page's. */
const shadowOf = (host: HTMLElement): ShadowRoot =>
  host.shadowRoot ?? host.attachShadow({ mode: 'open' })

/** Edits XML: colours, folding, search (Ctrl+F), undo, and mistakes where they are (F8). */
export const CodeEditor = (props: CodeEditorProps) => {
  const { label, mark } = props
  const [initial] = useState(props.initial)
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView>(null)
  const submit = useEffectEvent(() => props.onSubmit())
  const tell = useEffectEvent((text: string) => props.onText(text))
  const currentMark = useEffectEvent(() => mark)
  const findMistakes = useEffectEvent(async (view: EditorView): Promise<Diagnostic[]> => {
    const { doc } = view.state
    const text = doc.toString()
    const mistake = await props.check(text)
    props.onMistake(mistake)
    const refused = currentMark()
    return [
      ...(mistake
        ? [asError(mistake.at ? rangeAt(doc, mistake.at) : { from: 0, to: 0 }, mistake.message)]
        : []),
      ...(refused?.text === text ? [asError(refused, refused.message)] : []),
    ]
  })

  useEffect(() => {
    if (host.current === null) return undefined
    const root = shadowOf(host.current)
    const view = new EditorView({
      root,
      parent: root,
      doc: initial,
      extensions: [
        Prec.highest(
          keymap.of([{ key: 'Ctrl-Enter', run: () => (submit(), true), preventDefault: true }]),
        ),
        common(label),
        history(),
        indentOnInput(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        lintGutter(),
        linter((it) => findMistakes(it), {
          delay: REST,
          needsRefresh: ({ transactions }) =>
            transactions.some(({ effects }) => effects.some((effect) => effect.is(lookAgain))),
        }),
        // Tab goes on to the next control, as everywhere; Ctrl+[ and Ctrl+] indent.
        keymap.of([
          ...searchKeymap,
          ...historyKeymap,
          ...foldKeymap,
          ...lintKeymap,
          ...defaultKeymap,
        ]),
        EditorState.allowMultipleSelections.of(true),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) tell(update.state.doc.toString())
        }),
      ],
    })
    editor.current = view
    // A dialog that opens around it gives the focus to its first button.
    const frame = requestAnimationFrame(() => view.focus())
    return () => {
      cancelAnimationFrame(frame)
      view.destroy()
    }
  }, [label, initial])

  useEffect(() => {
    const view = editor.current
    if (view === null || mark === null) return
    view.dispatch({
      selection: { anchor: mark.from, head: mark.to },
      effects: [lookAgain.of(null), EditorView.scrollIntoView(mark.from, { y: 'center' })],
    })
    view.focus()
  }, [mark])

  return <div ref={host} className={styles['editor']} />
}

interface CodeViewProps {
  readonly label: string
  readonly text: string
}

/** Shows XML to read, search and copy. */
export const CodeView = ({ label, text }: CodeViewProps) => {
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView>(null)
  useEffect(() => {
    if (host.current === null) return undefined
    const root = shadowOf(host.current)
    const view = new EditorView({
      root,
      parent: root,
      extensions: [
        common(label),
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ 'aria-readonly': 'true' }),
        keymap.of([...searchKeymap, ...foldKeymap, ...defaultKeymap]),
      ],
    })
    editor.current = view
    return () => view.destroy()
  }, [label])
  useEffect(() => {
    const view = editor.current
    if (view === null || view.state.doc.toString() === text) return
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
  }, [label, text])
  return <div ref={host} className={styles['editor']} data-plain="true" />
}
