import { z } from 'zod'
import { answers, command, query } from '../declare'
import type { DiffLine, EditableXml, PastDefinition, XmlMistake } from '../definition'
import { deviceSpec } from '../device-specs'
import { changePlaces, type HardwareOutcome, type MachineHardware } from '../hardware'
import { hardwareSettings } from '../hardware-settings'
import type { DeviceModels, HostDevice } from '../host-device'
import { hostId, machineId } from './inputs'

const id = machineId
const key = z.string().min(1).max(512)
/** Libvirt takes no longer string. */
const xml = z
  .string()
  .min(1)
  .max(4 * 1024 * 1024)

const hardwareChange = z.discriminatedUnion('change', [
  z.object({ change: z.literal('addDevice'), device: deviceSpec }),
  z.object({ change: z.literal('changeDevice'), key, device: deviceSpec }),
  z.object({ change: z.literal('removeDevice'), key }),
  z.object({ change: z.literal('set'), settings: hardwareSettings }),
])

export type HardwareChange = z.infer<typeof hardwareChange>

/** What a machine is made of, and its definition as text. */
export const hardwareCalls = {
  'machines.hardware': query(z.object({ id }), answers<MachineHardware>()),
  /** Answers what became of it in the running machine and in its definition; fails for neither. */
  'machines.changeHardware': command(
    z.object({ id, where: z.enum(changePlaces), change: hardwareChange }),
    answers<HardwareOutcome>(),
  ),
  /** The PCI, USB and mediated devices of a host, with their IOMMU groups. */
  'hardware.hostDevices': query(z.object({ hostId }), answers<readonly HostDevice[]>()),
  /** The processor models that a host's hypervisor knows of for an architecture, such as `x86_64`. */
  'hardware.cpuModels': query(
    z.object({ hostId, arch: z.string().min(1).max(64) }),
    answers<readonly string[]>(),
  ),
  /** Which models of devices machines of that kind can have there. */
  'hardware.deviceModels': query(
    z.object({
      hostId,
      arch: z.string().min(1).max(64),
      machineType: z.string().max(200),
      virtType: z.string().min(1).max(64),
    }),
    answers<DeviceModels>(),
  ),
  'machines.editableXml': query(z.object({ id }), answers<EditableXml>()),
  /** What keeps a text from being the machine's definition, as it is typed; null for nothing. */
  'machines.checkXml': query(z.object({ id, xml }), answers<XmlMistake | null>()),
  /** What saving would change, line by line, against the definition of the next boot. */
  'machines.previewXml': query(
    z.object({ id, xml }),
    answers<{ readonly againstNextBoot: readonly DiffLine[]; readonly isUnchanged: boolean }>(),
  ),
  /** What the next boot will change of the running machine; empty while it does not run. */
  'machines.pendingXml': query(z.object({ id }), answers<readonly DiffLine[]>()),
  /** With `validate` the host holds it against its schema first. */
  'machines.saveXml': command(
    z.object({ id, xml, validate: z.boolean(), version: z.string().max(100) }),
  ),
  /** Newest first. */
  'machines.xmlHistory': query(z.object({ id }), answers<readonly PastDefinition[]>()),
  /** One of them, and what restoring it would change. */
  'machines.pastXml': query(
    z.object({ id, past: z.string().max(100) }),
    answers<{ readonly xml: string; readonly againstNextBoot: readonly DiffLine[] }>(),
  ),
  'machines.restoreXml': command(z.object({ id, past: z.string().max(100) })),
} as const
