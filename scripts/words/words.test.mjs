import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { findLooseWords } from './find-loose-words'
import { findMessages } from './find-messages'

const folder = join(import.meta.dirname, '../../src-preload/language')

/** @type {(file: string) => Record<string, string>} */
const read = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8'))

const english = read('en.json')
const told = findMessages()

/**
 * What a message's arguments are called, and the categories of its plurals.
 * @param {string} text
 * @param {string} language
 */
const partsOf = (text, language) => {
  /** @type {Set<string>} */
  const names = new Set()
  /** @type {string[][]} */
  const plurals = []
  /** @type {(elements: readonly any[]) => void} */
  const visit = (elements) => {
    for (const element of elements) {
      // 0 is text and 7 the # of a plural; 6 is a plural, whose cases are messages themselves.
      if (element.type !== 0 && element.type !== 7) names.add(element.value)
      if (element.type === 6) plurals.push(Object.keys(element.options))
      for (const { value } of Object.values(element.options ?? {})) visit(value)
    }
  }
  visit(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst())
  return { names: [...names].sort(), plurals }
}

test('en.json has every message of the sources, and no other (npm run words)', () => {
  expect(told.length).toBeGreaterThan(1000)
  const texts = [...new Set(told.map(({ text }) => text))].sort()
  expect(Object.keys(english)).toEqual(texts)
  expect(Object.values(english)).toEqual(texts)
})

test('each message is given just the values that it asks for', () => {
  const wrong = told
    .filter(({ values }) => values !== null && values.length > 0)
    .filter(({ text, values }) => {
      const { names } = partsOf(text, 'en')
      return names.join() !== [...(values ?? [])].sort().join()
    })
  expect(wrong).toEqual([])
})

test('a message with places for values is never told without them', () => {
  const wrong = told.filter(({ text, values }) => values?.length === 0 && /\{\w+[,}]/.test(text))
  expect(wrong).toEqual([])
})

test('English plurals have the cases that English has', () => {
  for (const text of Object.keys(english).filter((text) => text.includes(', plural,'))) {
    for (const cases of partsOf(text, 'en').plurals) expect(cases).toEqual(['one', 'other'])
  }
})

const others = readdirSync(folder)
  .filter((file) => /^[a-z]{2}\.json$/.test(file) && file !== 'en.json')
  .map((file) => file.slice(0, 2))

test('there is a second language', () => expect(others).toContain('de'))

describe.each(others)('%s', (language) => {
  const words = read(`${language}.json`)
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()

  test('translates every message, and no other', () => {
    expect(Object.keys(words)).toEqual(Object.keys(english))
  })

  test('takes the same values, in plurals that the language has', () => {
    for (const [text, translated] of Object.entries(words)) {
      if (!/\{\w+[,}]/.test(text)) continue
      const there = partsOf(translated, language)
      expect({ text, names: there.names }).toEqual({ text, names: partsOf(text, 'en').names })
      for (const cases of there.plurals) {
        expect({ text, cases: cases.sort() }).toEqual({ text, cases: [...pluralCategories].sort() })
      }
      expect({ text, translated }).not.toEqual({ text, translated: '' })
    }
  })

  test('keeps what is typed as it stands: the words of the query language', () => {
    for (const [text, translated] of Object.entries(words)) {
      for (const [term] of text.matchAll(/\b(?:state|host|tag|name):[a-z]+/g)) {
        expect(translated).toContain(term)
      }
    }
  })
})

// Four hundred files are parsed, which takes its time beside other tests.
test('no words that people read stand beside the catalogue', { timeout: 60_000 }, () => {
  expect(findLooseWords()).toEqual([])
})
