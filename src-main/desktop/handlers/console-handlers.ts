import { writeFile } from 'node:fs/promises'
import { dialog } from 'electron'
import type { consoleCalls } from '../../../src-preload/contract/calls/consoles'
import { attempt } from '../../failures/problem'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'
import { windowOf } from '../windows'

export const consoleHandlers = ({
  consoles,
  settings,
}: Desk): HandlersOf<keyof typeof consoleCalls> => ({
  'consoles.open': ({ id, device }) => consoles.open(id, device),
  'consoles.describe': (_input, sender) => consoles.describe(sender),
  'consoles.connect': (_input, sender) => consoles.connect(sender),
  'consoles.saveTranscript': async ({ text }, sender) => {
    const { filePath } = await dialog.showSaveDialog(windowOf(sender), {
      title: 'Save transcript',
      defaultPath: consoles.transcriptName(sender),
    })
    if (!filePath) return { path: null }
    await attempt('save the transcript', () => writeFile(filePath, text, { mode: 0o600 }))
    return { path: filePath }
  },
  'consoles.setFontSize': ({ fontSize }) => settings.change({ consoleFontSize: fontSize }),
})
