/** The languages that the app speaks, by what each is called in itself. */
export const languages = { en: 'English', de: 'Deutsch' } as const

export type Language = keyof typeof languages

/** The translation of each English message; those it lacks stay English. */
export type Catalogue = Readonly<Record<string, string>>

/** A language with what it says. English needs no catalogue: its messages are its keys. */
export interface Words {
  readonly language: Language
  readonly catalogue: Catalogue
}

/** Read only where the language is spoken. */
const catalogues: Readonly<Record<Exclude<Language, 'en'>, () => Promise<{ default: Catalogue }>>> =
  {
    de: () => import('./de.json'),
  }

/** What a language says. */
export const readWords = async (language: Language): Promise<Words> => ({
  language,
  catalogue: language === 'en' ? {} : (await catalogues[language]()).default,
})

export const isLanguage = (language: unknown): language is Language =>
  typeof language === 'string' && Object.hasOwn(languages, language)

/** The spoken language that fits a locale such as `de-AT`; English where none does. */
export const languageOf = (locale: string): Language => {
  const [language = ''] = locale.toLowerCase().split(/[-_.]/)
  return isLanguage(language) ? language : 'en'
}
