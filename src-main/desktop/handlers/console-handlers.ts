import { stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { dialog, shell } from 'electron'
import type { consoleCalls } from '../../../src-preload/contract/calls/consoles'
import { t } from '../../../src-preload/language/t'
import { Recording } from '../../consoles/recording'
import { attempt, Problem } from '../../failures/problem'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'
import { windowOf } from '../windows'

export const consoleHandlers = ({
  consoles,
  tiles,
  settings,
}: Desk): HandlersOf<keyof typeof consoleCalls> => ({
  'consoles.open': ({ id, device }) => consoles.open(id, device),
  'consoles.openTiles': ({ ids }) => tiles.open(ids),
  'consoles.describe': (_input, sender) => consoles.describe(sender),
  'consoles.connect': (_input, sender) => consoles.connect(sender),
  'consoles.list': (_input, sender) => consoles.list(sender),
  'consoles.openSibling': ({ device }, sender) => consoles.openSibling(sender, device),
  'consoles.describeTiles': (_input, sender) => tiles.describe(sender),
  'consoles.connectTile': ({ id, device }, sender) => tiles.connect(sender, id, device),
  'consoles.listOfTile': ({ id }, sender) => tiles.list(sender, id),
  'consoles.saveTranscript': async ({ text }, sender) => {
    const { filePath } = await dialog.showSaveDialog(windowOf(sender), {
      title: t('Save transcript'),
      defaultPath: consoles.fileName(sender, 'txt'),
    })
    if (!filePath) return { path: null }
    await attempt(t('save the transcript'), () => writeFile(filePath, text, { mode: 0o600 }))
    return { path: filePath }
  },
  'consoles.showTranscript': async (_input, sender) => {
    const path = consoles.transcriptPath(sender)
    const isThere = await stat(path).catch(() => null)
    if (!isThere) {
      throw new Problem('not-found', t('Nothing of this console is kept'), {
        hint: settings.values.transcripts
          ? t('A transcript begins with the first output.')
          : t('Turn transcripts on in the settings, under Consoles.'),
      })
    }
    shell.showItemInFolder(path)
    return { folder: dirname(path) }
  },
  'consoles.startRecording': async ({ screen }, sender) => {
    const { filePath } = await dialog.showSaveDialog(windowOf(sender), {
      title: t('Record the console'),
      defaultPath: consoles.fileName(sender, 'cast'),
      filters: [{ name: 'asciicast', extensions: ['cast'] }],
    })
    if (!filePath) return { path: null }
    const session = consoles.sessionOf(sender)
    await attempt(t('record the console'), async () => {
      const title = consoles.titleOf(sender)
      const recording = await Recording.start({ path: filePath, size: session.size, title, screen })
      await session.record(recording)
    })
    return { path: filePath }
  },
  'consoles.stopRecording': (_input, sender) =>
    attempt(t('write the recording'), () => consoles.sessionOf(sender).stopRecording()),
  'consoles.setSizeConsent': ({ consent }, sender) => consoles.setSizeConsent(sender, consent),
  'consoles.setFontSize': ({ fontSize }) => settings.change({ consoleFontSize: fontSize }),
})
