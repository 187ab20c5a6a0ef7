import { writeFile } from 'node:fs/promises'
import { dialog } from 'electron'
import type { timelineCalls } from '../../../src-preload/contract/calls/timeline'
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
      title: 'Export the history',
      defaultPath: 'virthelm-history.jsonl',
    })
    if (!filePath) return { path: null }
    await attempt('export the history', async () => writeFile(filePath, await timeline.export()))
    return { path: filePath }
  },
})
