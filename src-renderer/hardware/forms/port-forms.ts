import type { PortDevice } from '../../../src-preload/contract/hardware'
import { t } from '../../../src-preload/language/t'
import { chosen, chosenOrNull, withCurrent, type Answers, type Option } from '../form'
import { deviceForm } from './device-form'

/** How the guest agent's channel is called in every guest. */
export const GUEST_AGENT = 'org.qemu.guest_agent.0'

const backends: readonly Option[] = [
  { value: 'pty', text: t('A console to open here') },
  { value: 'file', text: t('A file of the host') },
  { value: 'unix', text: t('A socket of the host') },
]

const start = (port: PortDevice | null, usual: string) => ({
  backend: port?.backend ?? usual,
  path: port?.path ?? '',
  logFile: port?.logFile ?? '',
})

const backendSaid = (answers: Answers) => {
  const [type, path] = [answers.text('backend'), answers.text('path')]
  if (type === 'file') return { backend: { type, path } } as const
  if (type === 'unix') return { backend: { type, ...(path !== '' && { path }) } } as const
  return { backend: { type: chosen<'pty' | 'spicevmc'>(type) } }
}

const backendPart = (answers: Answers, options: readonly Option[], port: PortDevice | null) => {
  const backend = answers.text('backend')
  return {
    fields: [
      {
        control: 'select' as const,
        name: 'backend',
        label: t('Leads to'),
        options: withCurrent(options, port?.backend),
      },
      {
        control: 'text' as const,
        name: 'path',
        label: t('Path on the host'),
        mono: true,
        hidden: backend !== 'file' && backend !== 'unix',
        required: backend === 'file',
        placeholder: backend === 'unix' ? t('chosen by libvirt') : '/path/on/the/host',
        pattern: { form: /^\//, words: t('A path begins with /') },
      },
    ],
    says: backendSaid,
  }
}

const logPart = {
  fields: [
    {
      control: 'text' as const,
      name: 'logFile',
      label: t('Also written to'),
      mono: true,
      placeholder: t('no file'),
      pattern: { form: /^\//, words: t('A path begins with /') },
    },
  ],
  says: (answers: Answers) => ({ logFile: chosenOrNull(answers.text('logFile')) }),
}

const whileRunning = t('A running machine keeps its ports until it is restarted.')

const portForm = <K extends 'serial' | 'parallel' | 'console'>(kind: K, title: string) =>
  deviceForm({
    kind,
    title,
    whileRunning,
    start: (port: PortDevice | null) => start(port, 'pty'),
    parts: (answers: Answers, _around: unknown, port: PortDevice | null) => [
      backendPart(answers, backends, port),
      logPart,
    ],
  })

export const serialForm = portForm('serial', t('Serial port'))
export const parallelForm = portForm('parallel', t('Parallel port'))
export const consoleForm = portForm('console', t('Console (virtio)'))

export const channelForm = deviceForm({
  kind: 'channel',
  title: t('Channel'),
  whileRunning: t('Most running machines take a channel at once; one that is there stays.'),
  start: (port: PortDevice | null) => ({
    ...start(port, 'unix'),
    targetName: port === null ? GUEST_AGENT : (port.targetName ?? ''),
  }),
  parts: (answers: Answers, _around: unknown, port: PortDevice | null) => [
    {
      fields: [
        {
          control: 'text',
          name: 'targetName',
          label: t('Name in the guest'),
          wide: true,
          mono: true,
          required: true,
          suggestions: [GUEST_AGENT, 'com.redhat.spice.0', 'org.libguestfs.channel.0'],
          hint:
            answers.text('targetName') === GUEST_AGENT
              ? t('The guest agent’s: install qemu-guest-agent in the guest')
              : undefined,
        },
      ],
      says: (answers: Answers) => ({ targetName: answers.text('targetName') }),
    },
    backendPart(
      answers,
      [
        { value: 'unix', text: t('A socket of the host') },
        { value: 'spicevmc', text: t('The SPICE viewer') },
        { value: 'pty', text: t('A pseudo-terminal') },
      ],
      port,
    ),
  ],
})
