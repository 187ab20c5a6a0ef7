import { shell } from 'electron'
import type { updateCalls } from '../../../src-preload/contract/calls/updates'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const updateHandlers = ({ updates }: Desk): HandlersOf<keyof typeof updateCalls> => ({
  'updates.status': () => updates.status,
  'updates.open': async () => {
    const { page } = updates
    if (page === null) throw new Problem('not-found', t('No newer version is known'))
    await shell.openExternal(page)
  },
})
