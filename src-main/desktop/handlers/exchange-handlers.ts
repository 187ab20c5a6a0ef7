import { dialog } from 'electron'
import type { exchangeCalls } from '../../../src-preload/contract/calls/exchange'
import { message, t } from '../../../src-preload/language/t'
import { attempt } from '../../failures/problem'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'
import { windowOf } from '../windows'

const kinds = [
  {
    name: message('Machines and disks'),
    extensions: ['ova', 'ovf', 'vmdk', 'vdi', 'qcow2', 'img', 'raw'],
  },
  { name: message('All files'), extensions: ['*'] },
]

export const exchangeHandlers = ({
  services: { provisioner, exporting, reach },
}: Desk): HandlersOf<keyof typeof exchangeCalls> => ({
  'machines.chooseImport': async (_, sender) => {
    const { filePaths } = await dialog.showOpenDialog(windowOf(sender), {
      title: t('Import a machine'),
      properties: ['openFile'],
      filters: kinds.map(({ name, extensions }) => ({ name: t(name), extensions })),
    })
    const [path] = filePaths
    return path === undefined
      ? null
      : attempt(t('import that file'), () => provisioner.parts.files.add(path))
  },
  'machines.exportPlan': ({ id }) => exporting.plan(id),
  'machines.export': async ({ id }, sender) => {
    const name = reach(id)
      .machine.name.replace(/[\p{Cc}/]/gu, '_')
      .replace(/^\.+/, '')
    const { filePath } = await dialog.showSaveDialog(windowOf(sender), {
      title: t('Export a machine'),
      defaultPath: `${name}.ova`,
      filters: [{ name: t('Archive of a machine'), extensions: ['ova'] }],
    })
    return filePath ? exporting.export(id, filePath) : null
  },
})
