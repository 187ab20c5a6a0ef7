import { writeFile } from 'node:fs/promises'
import { dialog } from 'electron'
import type { timelineCalls } from '../../../src-preload/contract/calls/timeline'
import { t } from '../../../src-preload/language/t'
import { attempt } from '../../failures/problem'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'
import { windowOf } from '../windows'

export const timelineHandlers = ({
  services: { timeline },
}: Desk): HandlersOf<keyof typeof timelineCalls> => ({
  'timeline.search': ({ text, limit, hostId, machineId, before }) =>
    timeline.search({
      text,
      limit,
      ...(hostId !== undefined && { hostId }),
      ...(machineId !== undefined && { machineId }),
      ...(before !== undefined && { before }),
    }),
  'timeline.export': async (_input, sender) => {
    const { filePath } = await dialog.showSaveDialog(windowOf(sender), {
      title: t('Export the history'),
      defaultPath: 'virthelm-history.jsonl',
    })
    if (!filePath) return { path: null }
    await attempt(t('export the history'), async () => writeFile(filePath, await timeline.export()))
    return { path: filePath }
  },
})
