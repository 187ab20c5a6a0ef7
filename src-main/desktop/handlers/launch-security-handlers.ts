import { dialog } from 'electron'
import type { launchSecurityCalls } from '../../../src-preload/contract/calls/launch-security'
import { t } from '../../../src-preload/language/t'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'
import { windowOf } from '../windows'

export const launchSecurityHandlers = ({
  services: { launches },
}: Desk): HandlersOf<keyof typeof launchSecurityCalls> => ({
  'machines.launchSecurity': ({ id }) => launches.read(id),
  'machines.verifyLaunch': ({ id, ...evidence }) => launches.verify(id, evidence),
  'machines.chooseLaunchFile': async (_, sender) => {
    const { filePaths } = await dialog.showOpenDialog(windowOf(sender), {
      title: t('Verify a launch'),
      properties: ['openFile', 'showHiddenFiles'],
    })
    return filePaths[0] ?? null
  },
})
