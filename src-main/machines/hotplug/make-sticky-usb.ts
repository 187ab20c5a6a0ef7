import { t } from '../../../src-preload/language/t'
import { eachConnection } from '../../hosts/each-connection'
import type { HostRegistry } from '../../hosts/host-registry'
import { isThisComputer } from '../../hosts/is-this-computer'
import type { Log } from '../../log/log'
import type { Settings } from '../../settings/settings'
import type { Timeline } from '../../timeline/timeline'
import { listHostDevices } from '../hardware/host-devices'
import type { MachinesHardware } from '../hardware/machine-hardware'
import type { Inventory } from '../inventory'
import { StickyUsb } from './sticky-usb'

/** What the rules for USB devices follow. */
export interface StickyUsbSurroundings {
  readonly hosts: HostRegistry
  readonly inventory: Inventory
  readonly hardware: MachinesHardware
  readonly settings: Settings
  readonly timeline: Timeline
  readonly log: Log
}

/** The rules for USB devices, following all hosts; what they do is in the history. */
export const makeStickyUsb = (around: StickyUsbSurroundings): StickyUsb => {
  const { hosts, inventory, hardware, settings, timeline, log } = around
  const stickyUsb = new StickyUsb({
    rules: () => settings.values.stickyUsb,
    machine: (id) => inventory.get(id),
    devices: (hostId) => {
      const { connection, address } = hosts.get(hostId)
      return listHostDevices(connection, isThisComputer(address.uri))
    },
    hardware,
    log,
  })
  eachConnection(hosts, (hostId, connection) => void stickyUsb.connected(hostId, connection))
  inventory.onDidChange((delta) => stickyUsb.follow(delta))
  settings.onDidChange(() => void stickyUsb.rulesChanged())
  stickyUsb.onDidAttach(({ machine, label }) =>
    timeline.add({
      at: Date.now(),
      hostId: machine.hostId,
      machineId: machine.id,
      machineName: machine.name,
      text: t('Got its USB device {label}', { label }),
      askedBy: 'here',
    }),
  )
  return stickyUsb
}
