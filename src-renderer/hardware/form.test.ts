import { describe, expect, test } from 'vitest'
import { answersIn, mistakeIn, saidBy, type Field, type Part } from './form'

interface Said {
  readonly model: string
  readonly memory: { readonly now?: number; readonly most?: number }
}

const parts: readonly Part<Said>[] = [
  {
    fields: [{ control: 'text', name: 'model', label: 'Model' }],
    says: (answers) => ({ model: answers.text('model') }),
  },
  {
    fields: [{ control: 'number', name: 'now', label: 'Now', least: 1, most: 9 }],
    says: (answers) => ({ memory: { now: answers.number('now') ?? 0 } }),
  },
  {
    fields: [{ control: 'number', name: 'most', label: 'Most', least: 1, most: 9 }],
    says: (answers) => ({ memory: { most: answers.number('most') ?? 0 } }),
  },
]

describe('what a form says', () => {
  test('is all of it for something new', () => {
    expect(saidBy(parts, { model: ' a ', now: '1', most: '2' }, null)).toEqual({
      model: 'a',
      memory: { now: 1, most: 2 },
    })
  })

  test('is only what was changed for something that is there', () => {
    const before = { model: 'a', now: '1', most: '2' }
    expect(saidBy(parts, before, before)).toEqual({})
    expect(saidBy(parts, { ...before, most: '3' }, before)).toEqual({ memory: { most: 3 } })
  })

  test('compares lists by what is in them', () => {
    const list: readonly Part<{ count: number }>[] = [
      {
        fields: [{ control: 'order', name: 'rows', label: 'Rows', items: [] }],
        says: (answers) => ({ count: answers.rows('rows').length }),
      },
    ]
    const before = { rows: [{ key: 'a', on: 'yes' }] }
    expect(saidBy(list, { rows: [{ key: 'a', on: 'yes' }] }, before)).toEqual({})
    expect(saidBy(list, { rows: [] }, before)).toEqual({ count: 0 })
  })
})

describe('a mistake', () => {
  const port: Field = { control: 'number', name: 'port', label: 'Port', least: 1, most: 65_535 }

  test.each([
    ['', 'A number is needed'],
    ['0', 'A whole number from 1 to 65535'],
    ['1.5', 'A whole number from 1 to 65535'],
    ['x', 'A whole number from 1 to 65535'],
    ['22', undefined],
  ])('in a number, of %j', (text, mistake) => {
    expect(mistakeIn(port, text)).toBe(mistake)
  })

  test('is none where nothing may be said, or the field is not there', () => {
    expect(mistakeIn({ ...port, otherwise: 'any' }, '')).toBeUndefined()
    expect(mistakeIn({ ...port, hidden: true }, 'x')).toBeUndefined()
  })

  test('in a text that has to look like something', () => {
    const path: Field = {
      control: 'text',
      name: 'path',
      label: 'Path',
      required: true,
      pattern: { form: /^\//, words: 'A path begins with /' },
    }
    expect(mistakeIn(path, ' ')).toBe('This is needed')
    expect(mistakeIn(path, 'a')).toBe('A path begins with /')
    expect(mistakeIn(path, '/a')).toBeUndefined()
  })

  test('in a list names its row and column', () => {
    const forwards: Field = {
      control: 'rows',
      name: 'forwards',
      label: 'Forwards',
      rowName: 'forward',
      columns: [port],
      fresh: () => ({ port: '' }),
    }
    expect(mistakeIn(forwards, [{ port: '22' }, { port: '' }])).toBe('2: Port: A number is needed')
  })
})

test('answers are read by their kind', () => {
  const answers = answersIn({ on: 'yes', off: '', none: '', rows: [{ a: '1' }] })
  expect(answers.isOn('on')).toBe(true)
  expect(answers.isOn('off')).toBe(false)
  expect(answers.number('none')).toBeUndefined()
  expect(answers.rows('rows')).toEqual([{ a: '1' }])
  expect(answers.text('missing')).toBe('')
})
