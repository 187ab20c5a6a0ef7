import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, ipcMain } from 'electron'
import { WORDS_CHANNEL } from '../../src-preload/contract/channels'
import {
  isLanguage,
  languageOf,
  readWords,
  type Language,
} from '../../src-preload/language/languages'
import { speak } from '../../src-preload/language/t'

/** What zod says of forms in a language, such as of the settings file. */
const formCatalogues = {
  de: () => import('zod/v4/locales/de.js'),
} satisfies Readonly<Record<Exclude<Language, 'en'>, unknown>>

/** As much of the settings file as is needed before the settings are read. */
interface Settings {
  readonly language?: unknown
}

/** The language that the settings file asks for; the system's where it asks for none. */
const chosenLanguage = (folder: string): Language => {
  try {
    const file = JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')) as Settings | null
    if (isLanguage(file?.language)) return file.language
  } catch {
    // No file yet, or one that the settings themselves will complain of.
  }
  return languageOf(app.getLocale())
}

/**
 * Speaks the chosen language from now on, here and in every window that is opened: before the first
 * one, because windows are made of words. `folder` is where the app keeps its own files.
 */
export const speakChosenLanguage = async (folder: string): Promise<void> => {
  const language = chosenLanguage(folder)
  if (language === 'en') return
  const [words, formWords, { config }] = await Promise.all([
    readWords(language),
    formCatalogues[language](),
    import('zod'),
  ])
  config(formWords.default())
  speak(words)
  ipcMain.on(WORDS_CHANNEL, (event) => {
    event.returnValue = words
  })
}
