import type { Device, HardwareFacts } from '../../../src-preload/contract/hardware'
import { t } from '../../../src-preload/language/t'
import { check, type Option, type Row } from '../form'
import { nameOf, summaryOf, wordOf } from '../describe-device'
import { machineForm } from './machine-form'
import type { Surroundings } from './surroundings'

const canBoot = ({ kind }: Device): boolean => ['disk', 'nic', 'hostdev'].includes(kind)

const optionOf = (device: Device): Option => ({
  value: device.key,
  text: [`${wordOf(device)} ${nameOf(device)}`.trim(), summaryOf(device)]
    .filter(Boolean)
    .join(' – '),
})

/** What machines boot from by kind, where devices have no order of their own. */
const isOfKind = (device: Device, kind: string): boolean => {
  if (kind === 'network') return device.kind === 'nic'
  if (device.kind !== 'disk') return false
  if (kind === 'cdrom') return device.device === 'cdrom'
  if (kind === 'fd') return device.device === 'floppy'
  return device.device === 'disk' || device.device === 'lun'
}

/** Devices in the order in which they are tried, and after them those that are not. */
const orderRows = (facts: HardwareFacts, { hardware }: Surroundings): readonly Row[] => {
  const devices = hardware.devices.filter(canBoot)
  const byKind = facts.boot.devices.flatMap((kind) =>
    devices.filter((device) => isOfKind(device, kind)).map(({ key }) => key),
  )
  const tried = facts.boot.order.length > 0 ? facts.boot.order : byKind
  const rest = devices.map(({ key }) => key).filter((key) => !tried.includes(key))
  return [...tried.map((key) => ({ key, on: 'yes' })), ...rest.map((key) => ({ key, on: '' }))]
}

export const bootForm = machineForm({
  title: t('Boot order'),
  isForBoot: true,
  start: (facts, around) => ({
    order: facts === null ? [] : orderRows(facts, around),
    menu: check(facts?.boot.menu),
    direct: check(facts?.boot.direct !== undefined),
    kernel: facts?.boot.direct?.kernel ?? '',
    initrd: facts?.boot.direct?.initrd ?? '',
    cmdline: facts?.boot.direct?.cmdline ?? '',
  }),
  parts: (answers, { hardware }) => [
    {
      fields: [
        {
          control: 'order',
          name: 'order',
          label: t('Devices, the first that boots wins'),
          wide: true,
          items: hardware.devices.filter(canBoot).map(optionOf),
        },
      ],
      says: (answers) => ({
        bootOrder: answers
          .rows('order')
          .filter(({ on }) => on === 'yes')
          .map(({ key }) => key ?? ''),
      }),
    },
    {
      fields: [{ control: 'check', name: 'menu', label: t('Ask at each boot'), wide: true }],
      says: (answers) => ({ bootMenu: answers.isOn('menu') }),
    },
    {
      fields: [
        {
          control: 'check',
          name: 'direct',
          label: t('Boot a kernel of the host instead'),
          wide: true,
        },
        ...(['kernel', 'initrd', 'cmdline'] as const).map((name) => ({
          control: 'text' as const,
          name,
          label: {
            kernel: t('Kernel'),
            initrd: t('Initial RAM disk'),
            cmdline: t('Its command line'),
          }[name],
          mono: true,
          wide: true,
          required: name === 'kernel',
          hidden: !answers.isOn('direct'),
          ...(name !== 'cmdline' && {
            pattern: { form: /^\//, words: t('A path begins with /') },
          }),
        })),
      ],
      says: (answers) => {
        if (!answers.isOn('direct')) return { directBoot: null }
        const [initrd, cmdline] = [answers.text('initrd'), answers.text('cmdline')]
        return {
          directBoot: {
            kernel: answers.text('kernel'),
            ...(initrd !== '' && { initrd }),
            ...(cmdline !== '' && { cmdline }),
          },
        }
      },
    },
  ],
})

const firmwareOf = (facts: HardwareFacts | null): string => {
  if (facts?.firmware.kind !== 'uefi') return 'bios'
  return facts.firmware.secureBoot ? 'secure' : 'uefi'
}

export const firmwareForm = machineForm({
  title: t('Firmware'),
  isForBoot: true,
  start: (facts) => ({ firmware: firmwareOf(facts) }),
  parts: (answers, _around, facts) => [
    {
      fields: [
        {
          control: 'select',
          name: 'firmware',
          label: t('Firmware'),
          wide: true,
          options: [
            { value: 'bios', text: 'BIOS' },
            { value: 'uefi', text: 'UEFI' },
            { value: 'secure', text: t('UEFI with secure boot') },
          ],
          hint:
            answers.text('firmware') === firmwareOf(facts)
              ? facts?.firmware.loader
              : t(
                  'A system that is installed may not boot by another firmware, and its variables start anew',
                ),
        },
      ],
      says: (answers) => {
        const firmware = answers.text('firmware')
        if (firmware === 'bios') return { firmware: { kind: 'bios' } }
        return { firmware: { kind: 'uefi', secureBoot: firmware === 'secure' } }
      },
    },
  ],
})
