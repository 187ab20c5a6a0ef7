import type { DeviceModels } from '../../../src-preload/contract/host-device'
import { t } from '../../../src-preload/language/t'
import { chosen, numberText, offeredBy, plainOptions, withCurrent } from '../form'
import { deviceForm } from './device-form'

const restart = (what: string): string =>
  t('A running machine keeps its {what} until it is restarted.', { what })

/** What an emulated TPM takes of the host. */
const swtpmHint = (backend: string, { tpmBackends }: DeviceModels): string | undefined => {
  if (backend === 'passthrough') return undefined
  if (tpmBackends === undefined) return t('The host needs swtpm for it')
  return tpmBackends.includes('emulator') ? undefined : t('The host has no swtpm, which it needs')
}

export const tpmForm = deviceForm({
  kind: 'tpm',
  title: 'TPM',
  whileRunning: restart('TPM'),
  start: (tpm) => ({
    model: tpm?.model ?? 'tpm-crb',
    backend: tpm?.backend === 'passthrough' ? 'passthrough' : (tpm?.version ?? '2.0'),
    path: tpm?.path ?? '/dev/tpm0',
  }),
  parts: (answers, { models }, tpm) => [
    {
      fields: [
        {
          control: 'select',
          name: 'backend',
          label: t('Made of'),
          options: [
            { value: '2.0', text: t('TPM 2.0, emulated') },
            { value: '1.2', text: t('TPM 1.2, emulated') },
            { value: 'passthrough', text: t('The host’s own') },
          ],
          hint: swtpmHint(answers.text('backend'), models),
        },
        {
          control: 'text',
          name: 'path',
          label: t('Device'),
          mono: true,
          required: true,
          hidden: answers.text('backend') !== 'passthrough',
        },
      ],
      says: (answers) => {
        const backend = answers.text('backend')
        if (backend !== 'passthrough') {
          return { backend: { type: 'emulator' as const, version: chosen<'1.2' | '2.0'>(backend) } }
        }
        return { backend: { type: 'passthrough' as const, path: answers.text('path') } }
      },
    },
    {
      fields: [
        {
          control: 'select',
          name: 'model',
          label: t('Model'),
          options: withCurrent(
            offeredBy(models.tpms, plainOptions('tpm-crb', 'tpm-tis', 'tpm-spapr')),
            tpm?.model,
          ),
        },
      ],
      says: (answers) => ({ model: answers.text('model') }),
    },
  ],
})

export const watchdogForm = deviceForm({
  kind: 'watchdog',
  title: t('Watchdog'),
  whileRunning: t(
    'A running machine takes a watchdog in or out on some hosts; one that is there stays as it is.',
  ),
  start: (watchdog, { models }) => ({
    model: watchdog?.model ?? models.watchdogs?.[0] ?? 'i6300esb',
    action: watchdog?.action ?? 'reset',
  }),
  parts: (_answers, { models }, watchdog) => [
    {
      fields: [
        {
          control: 'select',
          name: 'action',
          label: t('When the guest hangs'),
          options: withCurrent(
            [
              { value: 'reset', text: t('Reset it') },
              { value: 'poweroff', text: t('Force it off') },
              { value: 'shutdown', text: t('Shut it down') },
              { value: 'pause', text: t('Pause it') },
              { value: 'dump', text: t('Dump its memory') },
              { value: 'inject-nmi', text: t('Send it an NMI') },
              { value: 'none', text: t('Do nothing') },
            ],
            watchdog?.action,
          ),
        },
      ],
      says: (answers) => ({ action: chosen(answers.text('action')) }),
    },
    {
      fields: [
        {
          control: 'select',
          name: 'model',
          label: t('Model'),
          options: withCurrent(
            offeredBy(models.watchdogs, plainOptions('i6300esb')),
            watchdog?.model,
          ),
        },
      ],
      says: (answers) => ({ model: answers.text('model') }),
    },
  ],
})

export const rngForm = deviceForm({
  kind: 'rng',
  title: t('Random number generator'),
  start: (rng) => ({
    source: rng?.source ?? '/dev/urandom',
    bytes: numberText(rng?.rateBytes),
    period: numberText(rng?.ratePeriodMs),
  }),
  parts: () => [
    {
      fields: [
        {
          control: 'text',
          name: 'source',
          label: t('Fed by'),
          mono: true,
          wide: true,
          required: true,
          suggestions: ['/dev/urandom', '/dev/random', '/dev/hwrng'],
          pattern: { form: /^\//, words: t('A path begins with /') },
        },
      ],
      says: (answers) => ({ source: answers.text('source') }),
    },
    {
      fields: [
        {
          control: 'number',
          name: 'bytes',
          label: t('At most'),
          unit: t('bytes'),
          least: 1,
          most: 2 ** 31 - 1,
          otherwise: t('no limit'),
        },
        {
          control: 'number',
          name: 'period',
          label: t('In each'),
          unit: 'ms',
          least: 1,
          most: 2 ** 31 - 1,
          otherwise: '1000',
        },
      ],
      says: (answers) => {
        const bytes = answers.number('bytes')
        if (bytes === undefined) return { rate: null }
        return { rate: { bytes, periodMs: answers.number('period') ?? 1000 } }
      },
    },
  ],
})

export const controllerForm = deviceForm({
  kind: 'controller',
  title: t('Controller'),
  start: (controller) => ({ type: controller?.type ?? 'scsi', model: controller?.model ?? '' }),
  parts: (answers, _around, controller) => [
    {
      fields: [
        {
          control: 'select',
          name: 'type',
          label: t('For'),
          options: withCurrent(
            plainOptions('scsi', 'usb', 'virtio-serial', 'pci', 'sata', 'ide'),
            controller?.type,
          ),
        },
      ],
      says: (answers) => ({ type: chosen(answers.text('type')) }),
    },
    {
      fields: [
        {
          control: 'text',
          name: 'model',
          label: t('Model'),
          placeholder: t('the host’s choice'),
          suggestions:
            answers.text('type') === 'scsi'
              ? ['virtio-scsi', 'lsilogic']
              : answers.text('type') === 'usb'
                ? ['qemu-xhci', 'ich9-ehci1', 'piix3-uhci']
                : answers.text('type') === 'pci'
                  ? ['pcie-root-port', 'pcie-to-pci-bridge']
                  : [],
        },
      ],
      says: (answers) => ({ model: answers.text('model') || null }),
    },
  ],
})

export const vsockForm = deviceForm({
  kind: 'vsock',
  title: t('Socket to the host (vsock)'),
  start: (vsock) => ({ cid: numberText(vsock?.cid) }),
  parts: () => [
    {
      fields: [
        {
          control: 'number',
          name: 'cid',
          label: t('Context id'),
          least: 3,
          most: 2 ** 32 - 2,
          otherwise: t('a free one'),
        },
      ],
      says: (answers) => ({ cid: answers.number('cid') ?? null }),
    },
  ],
})

export const panicForm = deviceForm({
  kind: 'panic',
  title: t('Panic notifier'),
  whileRunning: restart(t('panic notifier')),
  start: (panic, { models }) => ({ model: panic?.model ?? models.panics?.[0] ?? 'isa' }),
  parts: (_answers, { models }, panic) => [
    {
      fields: [
        {
          control: 'select',
          name: 'model',
          label: t('Model'),
          options: withCurrent(offeredBy(models.panics, plainOptions('isa')), panic?.model),
        },
      ],
      says: (answers) => ({ model: answers.text('model') }),
    },
  ],
})

export const redirdevForm = deviceForm({
  kind: 'redirdev',
  title: t('USB redirection'),
  start: () => ({}),
  parts: () => [],
})
