import { spokenLanguage } from '../../src-preload/language/t'

/** Screen readers pronounce a page by the language that it says it is in. */
document.documentElement.lang = spokenLanguage()
