import type { hardwareCalls } from '../../../src-preload/contract/calls/hardware'
import { t } from '../../../src-preload/language/t'
import { isThisComputer } from '../../hosts/is-this-computer'
import { attempt } from '../../failures/problem'
import { listCpuModels } from '../../machines/hardware/cpu-models'
import { listDeviceModels } from '../../machines/hardware/device-models'
import { listHostDevices } from '../../machines/hardware/host-devices'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const hardwareHandlers = ({
  services: { definitions, hardware, hosts },
}: Desk): HandlersOf<keyof typeof hardwareCalls> => ({
  'machines.hardware': ({ id }) => attempt(t('read the hardware'), () => hardware.read(id)),
  'machines.changeHardware': ({ id, where, change }) =>
    attempt(t('change the hardware'), () => hardware.change(id, where, change)),
  'hardware.hostDevices': ({ hostId }) =>
    attempt(t('list the host’s devices'), () => {
      const { connection, address } = hosts.get(hostId)
      return listHostDevices(connection, isThisComputer(address.uri))
    }),
  'hardware.cpuModels': ({ hostId, arch }) =>
    attempt(t('list the processor models'), () =>
      listCpuModels(hosts.get(hostId).connection, arch),
    ),
  'hardware.deviceModels': ({ hostId, ...kind }) =>
    attempt(t('list the models of devices'), () =>
      listDeviceModels(hosts.get(hostId).connection, kind),
    ),
  'machines.editableXml': ({ id }) =>
    attempt(t('read the definition'), () => definitions.editable(id)),
  'machines.checkXml': ({ id, xml }) => definitions.check(id, xml),
  'machines.previewXml': ({ id, xml }) =>
    attempt(t('compare the definition'), () => definitions.preview(id, xml)),
  'machines.pendingXml': ({ id }) =>
    attempt(t('compare the definition'), () => definitions.pending(id)),
  'machines.saveXml': ({ id, xml, validate, version }) =>
    attempt(t('save the definition'), () => definitions.save(id, xml, { validate, version })),
  'machines.xmlHistory': ({ id }) => definitions.history.list(id),
  'machines.pastXml': ({ id, past }) =>
    attempt(t('read the earlier definition'), () => definitions.past(id, past)),
  'machines.restoreXml': ({ id, past }) =>
    attempt(t('restore the definition'), () => definitions.restore(id, past)),
})
