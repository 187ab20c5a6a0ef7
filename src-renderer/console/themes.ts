import type { ISearchDecorationOptions } from '@xterm/addon-search'
import type { ITheme } from '@xterm/xterm'

/** Colours on the light canvas: each of the sixteen reaches 4.5:1 on it, but for the two whites. */
const light: ITheme = {
  background: '#ffffff',
  foreground: '#1a1e26',
  cursor: '#2457c5',
  cursorAccent: '#ffffff',
  selectionBackground: '#bcd2fa',
  selectionInactiveBackground: '#dde3ec',
  black: '#1a1e26',
  red: '#b3261e',
  green: '#19783a',
  yellow: '#845400',
  blue: '#2457c5',
  magenta: '#8a2f9e',
  cyan: '#0b6f79',
  white: '#6b7280',
  brightBlack: '#525b69',
  brightRed: '#c8372d',
  brightGreen: '#1c7f40',
  brightYellow: '#8f5d00',
  brightBlue: '#2f66dd',
  brightMagenta: '#9c3fb1',
  brightCyan: '#0c7a85',
  brightWhite: '#3c434f',
}

const dark: ITheme = {
  background: '#15171b',
  foreground: '#e3e6ea',
  cursor: '#82aeff',
  cursorAccent: '#15171b',
  selectionBackground: '#2f4a7d',
  selectionInactiveBackground: '#343b47',
  black: '#5d6673',
  red: '#ff8a80',
  green: '#6fd493',
  yellow: '#e9c46a',
  blue: '#8fb6ff',
  magenta: '#d7a3f0',
  cyan: '#6fd3dc',
  white: '#cdd2da',
  brightBlack: '#8b94a1',
  brightRed: '#ffa8a0',
  brightGreen: '#8fe3ad',
  brightYellow: '#f5d88f',
  brightBlue: '#b0ccff',
  brightMagenta: '#e6c1f7',
  brightCyan: '#98e3ea',
  brightWhite: '#ffffff',
}

/** What is found: text keeps its contrast on these. */
const foundLight: ISearchDecorationOptions = {
  matchBackground: '#ffe9a8',
  matchOverviewRuler: '#8f5d00',
  activeMatchBackground: '#ffc35c',
  activeMatchBorder: '#8f5d00',
  activeMatchColorOverviewRuler: '#b3261e',
}

const foundDark: ISearchDecorationOptions = {
  matchBackground: '#4d4221',
  matchOverviewRuler: '#e9c46a',
  activeMatchBackground: '#7a5a10',
  activeMatchBorder: '#f5d88f',
  activeMatchColorOverviewRuler: '#ffa8a0',
}

const prefersDark = window.matchMedia('(prefers-color-scheme: dark)')

export const currentTheme = (): ITheme => (prefersDark.matches ? dark : light)

export const currentFoundColours = (): ISearchDecorationOptions =>
  prefersDark.matches ? foundDark : foundLight

/** Calls back whenever the system changes between light and dark; the returned function stops it. */
export const onThemeChange = (listener: () => void): (() => void) => {
  prefersDark.addEventListener('change', listener)
  return () => prefersDark.removeEventListener('change', listener)
}
