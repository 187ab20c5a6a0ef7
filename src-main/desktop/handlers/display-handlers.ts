import { writeFile } from 'node:fs/promises'
import { dialog } from 'electron'
import type { displayCalls } from '../../../src-preload/contract/calls/displays'
import { t } from '../../../src-preload/language/t'
import { takePicture } from '../../displays/take-picture'
import { attempt } from '../../failures/problem'
import { safeFileName } from '../../safe-file-name'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'
import { screenPicture, thumbnail } from '../screen-picture'
import { windowOf } from '../windows'

export const displayHandlers = ({
  services,
  displays,
  settings,
}: Desk): HandlersOf<keyof typeof displayCalls> => ({
  'displays.open': async ({ id }) => ({ in: await displays.open(id) }),
  'displays.describe': (_input, sender) => displays.describe(sender),
  'displays.connect': (_input, sender) => displays.connect(sender),
  'displays.startMachine': async (_input, sender) => {
    const { id, state } = displays.machineOf(sender)
    const [outcome] = await services.control.act(state === 'saved' ? 'restore' : 'start', [id])
    return outcome ?? { id }
  },
  'displays.setScaling': ({ scaling }) => settings.change({ displayScaling: scaling }),
  'displays.savePicture': async ({ png }, sender) => {
    const { filePath } = await dialog.showSaveDialog(windowOf(sender), {
      title: t('Save a picture of the screen'),
      defaultPath: t('{name} screen.png', {
        name: safeFileName(displays.describe(sender).machineName),
      }),
    })
    if (!filePath) return { path: null }
    await attempt(t('save the picture'), () => writeFile(filePath, png, { mode: 0o600 }))
    return { path: filePath }
  },
  'displays.takePicture': async ({ id }) => {
    const { machine, connection, dom } = services.reach(id)
    return attempt(t('take a picture of {name}', { name: machine.name }), async () =>
      screenPicture(await takePicture(connection, dom)),
    )
  },
  'displays.takeThumbnail': async ({ id }) => thumbnail(await services.thumbnails.take(id)),
})
