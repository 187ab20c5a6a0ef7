import { chosen, numberText, plainOptions, withCurrent } from '../form'
import { deviceForm } from './device-form'

const restart = (what: string): string =>
  `A running machine keeps its ${what} until it is restarted.`

export const tpmForm = deviceForm({
  kind: 'tpm',
  title: 'TPM',
  whileRunning: restart('TPM'),
  start: (tpm) => ({
    model: tpm?.model ?? 'tpm-crb',
    backend: tpm?.backend === 'passthrough' ? 'passthrough' : (tpm?.version ?? '2.0'),
    path: tpm?.path ?? '/dev/tpm0',
  }),
  parts: (answers, _around, tpm) => [
    {
      fields: [
        {
          control: 'select',
          name: 'backend',
          label: 'Made of',
          options: [
            { value: '2.0', text: 'TPM 2.0, emulated' },
            { value: '1.2', text: 'TPM 1.2, emulated' },
            { value: 'passthrough', text: 'The host’s own' },
          ],
          hint:
            answers.text('backend') === 'passthrough' ? undefined : 'The host needs swtpm for it',
        },
        {
          control: 'text',
          name: 'path',
          label: 'Device',
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
          label: 'Model',
          options: withCurrent(plainOptions('tpm-crb', 'tpm-tis', 'tpm-spapr'), tpm?.model),
        },
      ],
      says: (answers) => ({ model: answers.text('model') }),
    },
  ],
})

export const watchdogForm = deviceForm({
  kind: 'watchdog',
  title: 'Watchdog',
  whileRunning:
    'A running machine takes a watchdog in or out on some hosts; one that is there stays as it is.',
  start: (watchdog) => ({
    model: watchdog?.model ?? 'i6300esb',
    action: watchdog?.action ?? 'reset',
  }),
  parts: (_answers, _around, watchdog) => [
    {
      fields: [
        {
          control: 'select',
          name: 'action',
          label: 'When the guest hangs',
          options: withCurrent(
            [
              { value: 'reset', text: 'Reset it' },
              { value: 'poweroff', text: 'Force it off' },
              { value: 'shutdown', text: 'Shut it down' },
              { value: 'pause', text: 'Pause it' },
              { value: 'dump', text: 'Dump its memory' },
              { value: 'inject-nmi', text: 'Send it an NMI' },
              { value: 'none', text: 'Do nothing' },
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
          label: 'Model',
          options: withCurrent(plainOptions('i6300esb', 'ib700', 'diag288'), watchdog?.model),
        },
      ],
      says: (answers) => ({ model: answers.text('model') }),
    },
  ],
})

export const rngForm = deviceForm({
  kind: 'rng',
  title: 'Random number generator',
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
          label: 'Fed by',
          mono: true,
          wide: true,
          required: true,
          suggestions: ['/dev/urandom', '/dev/random', '/dev/hwrng'],
          pattern: { form: /^\//, words: 'A path begins with /' },
        },
      ],
      says: (answers) => ({ source: answers.text('source') }),
    },
    {
      fields: [
        {
          control: 'number',
          name: 'bytes',
          label: 'At most',
          unit: 'bytes',
          least: 1,
          most: 2 ** 31 - 1,
          otherwise: 'no limit',
        },
        {
          control: 'number',
          name: 'period',
          label: 'In each',
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
  title: 'Controller',
  start: (controller) => ({ type: controller?.type ?? 'scsi', model: controller?.model ?? '' }),
  parts: (answers, _around, controller) => [
    {
      fields: [
        {
          control: 'select',
          name: 'type',
          label: 'For',
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
          label: 'Model',
          placeholder: 'the host’s choice',
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
  title: 'Socket to the host (vsock)',
  start: (vsock) => ({ cid: numberText(vsock?.cid) }),
  parts: () => [
    {
      fields: [
        {
          control: 'number',
          name: 'cid',
          label: 'Context id',
          least: 3,
          most: 2 ** 32 - 2,
          otherwise: 'a free one',
        },
      ],
      says: (answers) => ({ cid: answers.number('cid') ?? null }),
    },
  ],
})

export const panicForm = deviceForm({
  kind: 'panic',
  title: 'Panic notifier',
  whileRunning: restart('panic notifier'),
  start: (panic) => ({ model: panic?.model ?? 'isa' }),
  parts: (_answers, _around, panic) => [
    {
      fields: [
        {
          control: 'select',
          name: 'model',
          label: 'Model',
          options: withCurrent(plainOptions('isa', 'pvpanic', 'hyperv'), panic?.model),
        },
      ],
      says: (answers) => ({ model: answers.text('model') }),
    },
  ],
})

export const redirdevForm = deviceForm({
  kind: 'redirdev',
  title: 'USB redirection',
  start: () => ({}),
  parts: () => [],
})
