import type { Device } from '../../../src-preload/contract/hardware'
import { isDrive } from '../describe-device'
import type { DeviceForm } from './device-form'
import { graphicsForm, inputForm, soundForm, videoForm } from './display-forms'
import { mdevForm, pciForm, usbForm } from './host-device-forms'
import { memballoonForm, memoryForm } from './memory-forms'
import { nicForm } from './nic-form'
import { channelForm, consoleForm, parallelForm, serialForm } from './port-forms'
import { diskForm, driveForm, filesystemForm } from './storage-forms'
import {
  controllerForm,
  panicForm,
  redirdevForm,
  rngForm,
  tpmForm,
  vsockForm,
  watchdogForm,
} from './system-forms'

/** A form whose device nobody needs to know the kind of: it is only given its own. */
export type AnyDeviceForm = DeviceForm

const anyForm = (form: object): AnyDeviceForm => form as AnyDeviceForm

/** Every device that can be added, by a word of its own, in the order in which people ask for them. */
export const deviceForms = {
  disk: anyForm(diskForm),
  drive: anyForm(driveForm),
  nic: anyForm(nicForm),
  usb: anyForm(usbForm),
  pci: anyForm(pciForm),
  mdev: anyForm(mdevForm),
  filesystem: anyForm(filesystemForm),
  graphics: anyForm(graphicsForm),
  video: anyForm(videoForm),
  sound: anyForm(soundForm),
  input: anyForm(inputForm),
  serial: anyForm(serialForm),
  console: anyForm(consoleForm),
  channel: anyForm(channelForm),
  parallel: anyForm(parallelForm),
  vsock: anyForm(vsockForm),
  tpm: anyForm(tpmForm),
  watchdog: anyForm(watchdogForm),
  rng: anyForm(rngForm),
  memory: anyForm(memoryForm),
  panic: anyForm(panicForm),
  controller: anyForm(controllerForm),
  redirdev: anyForm(redirdevForm),
} as const

export type DeviceFormName = keyof typeof deviceForms

/** The form that changes a device; undefined for what can only be changed as XML. */
export const formOf = (device: Device): AnyDeviceForm | undefined => {
  const { kind } = device
  if (kind === 'other' || kind === 'redirdev') return undefined
  if (kind === 'memballoon') return anyForm(memballoonForm)
  if (kind === 'disk') return isDrive(device) ? deviceForms.drive : deviceForms.disk
  if (kind === 'hostdev') {
    const { type } = device.source
    return type === 'usb' || type === 'pci' || type === 'mdev' ? deviceForms[type] : undefined
  }
  return deviceForms[kind]
}
