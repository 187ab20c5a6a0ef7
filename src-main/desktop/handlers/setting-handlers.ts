import type { settingCalls } from '../../../src-preload/contract/calls/settings'
import { t } from '../../../src-preload/language/t'
import { attempt } from '../../failures/problem'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

/** Only what was said is changed: a field that is undefined says nothing. */
const said = <T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never

export const settingHandlers = ({ settings }: Desk): HandlersOf<keyof typeof settingCalls> => ({
  'settings.get': () => settings.report,
  'settings.change': (change) =>
    attempt(t('keep the settings'), async () => settings.change(said(change))),
})
