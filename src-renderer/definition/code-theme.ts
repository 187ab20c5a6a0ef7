import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** XML in the colours of tokens.css, which follow light and dark by themselves. */
const colours = HighlightStyle.define([
  { tag: [tags.tagName, tags.angleBracket], color: 'var(--accent)' },
  { tag: tags.attributeName, color: 'var(--saved)' },
  { tag: tags.attributeValue, color: 'var(--running)' },
  { tag: [tags.comment, tags.processingInstruction], color: 'var(--text-faint)' },
  { tag: tags.invalid, color: 'var(--danger)' },
])

const field = {
  border: '1px solid var(--line-strong)',
  borderRadius: 'var(--radius)',
  background: 'var(--field)',
  color: 'var(--text)',
  font: 'var(--size) / 20px var(--font)',
}

const look = EditorView.theme({
  '&': { height: '100%', background: 'var(--field)', color: 'var(--text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { font: 'var(--size-small) / 18px var(--font-mono)' },
  // What base.css gives to all others does not reach into the editor's own tree.
  '.cm-scroller::-webkit-scrollbar': { width: '12px', height: '12px' },
  '.cm-scroller::-webkit-scrollbar-thumb': {
    border: '3px solid transparent',
    borderRadius: '6px',
    background: 'var(--line-strong) content-box',
  },
  '.cm-scroller::-webkit-scrollbar-corner': { background: 'transparent' },
  '.cm-content': { padding: '4px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 12px 0 4px' },
  '.cm-gutters': { border: 'none', background: 'var(--field)', color: 'var(--text-faint)' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '32px', padding: '0 4px 0 8px' },
  '.cm-foldGutter .cm-gutterElement': { padding: '0 2px' },
  '.cm-activeLine, .cm-activeLineGutter': { background: 'var(--hover)' },
  '.cm-activeLineGutter': { color: 'var(--text)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground, ::selection': {
    background: 'var(--selected)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    outline: '1px solid var(--line-strong)',
    background: 'transparent',
  },
  '.cm-searchMatch': {
    background: 'var(--caution-soft)',
    outline: '1px solid var(--caution-line)',
  },
  '.cm-searchMatch.cm-searchMatch-selected': { background: 'var(--selected)' },
  '.cm-selectionMatch': { background: 'var(--pressed)' },
  '.cm-foldPlaceholder': { ...field, padding: '0 6px', color: 'var(--text-muted)' },
  '.cm-panels': {
    borderBottom: '1px solid var(--line)',
    background: 'var(--chrome)',
    color: 'var(--text)',
    font: 'var(--size) / 20px var(--font)',
  },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: '6px 28px 6px 8px' },
  '.cm-panel.cm-search label': {
    display: 'inline-flex',
    gap: '6px',
    alignItems: 'center',
    marginRight: '12px',
    fontSize: 'var(--size-small)',
    verticalAlign: 'middle',
  },
  '.cm-panel.cm-search input[type=checkbox]': {
    width: '14px',
    height: '14px',
    margin: '0',
    accentColor: 'var(--accent)',
  },
  '.cm-textfield': { ...field, height: '26px', padding: '0 8px' },
  '.cm-textfield:focus': { borderColor: 'var(--accent)', outline: '1px solid var(--accent)' },
  '.cm-button': { ...field, height: '26px', padding: '0 10px', backgroundImage: 'none' },
  '.cm-panel.cm-search [name=close]': { color: 'var(--text-muted)', fontSize: '16px' },
  '.cm-tooltip': {
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius)',
    background: 'var(--raised)',
    color: 'var(--text)',
    font: 'var(--size) / 20px var(--font)',
  },
  '.cm-diagnostic': { padding: '4px 8px', whiteSpace: 'pre-wrap' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--danger)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--danger)',
    textUnderlineOffset: '3px',
  },
  '.cm-lintPoint-error:after': { borderBottomColor: 'var(--danger)' },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-lint-marker-error': {
    width: '8px',
    height: '8px',
    margin: '5px 3px',
    borderRadius: '50%',
    background: 'var(--danger)',
    content: 'none',
  },
})

/** How the editor looks, all of it by tokens. */
export const codeTheme = [look, syntaxHighlighting(colours)]
