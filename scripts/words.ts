/** Writes en.json anew from the sources, and tells what other languages lack of it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findMessages } from './words/find-messages'

const folder = join(import.meta.dirname, '../src-preload/language')

const texts = [...new Set(findMessages().map(({ text }) => text))].sort()
const sorted = (words: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(texts.flatMap((text) => (text in words ? [[text, words[text] ?? text]] : [])))

const write = (language: string, words: Readonly<Record<string, string>>): void =>
  writeFileSync(join(folder, `${language}.json`), `${JSON.stringify(words, null, 2)}\n`)

write('en', Object.fromEntries(texts.map((text) => [text, text])))
console.log(`en: ${texts.length} messages`)
for (const file of readdirSync(folder)) {
  if (!/^[a-z]{2}\.json$/.test(file) || file === 'en.json') continue
  const words = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>
  const language = file.slice(0, 2)
  const missing = texts.filter((text) => !Object.hasOwn(words, text))
  const stale = Object.keys(words).filter((text) => !texts.includes(text))
  write(language, sorted(words))
  console.log(`${language}: lacks ${missing.length}, ${stale.length} stale ones removed`)
  for (const text of missing) console.log(`  ${text}`)
}
