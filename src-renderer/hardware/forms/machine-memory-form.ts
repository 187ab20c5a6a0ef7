import { t } from '../../../src-preload/language/t'
import { check, numberText, withCurrent, type Answers } from '../form'
import { KIB_PER_MIB, machineForm } from './machine-form'

const pages = [
  { value: '', text: t('Ordinary') },
  { value: 'default', text: t('The host’s huge pages') },
  { value: '2048', text: t('Huge, 2 MiB') },
  { value: '1048576', text: t('Huge, 1 GiB') },
]

const inMib = (kib: number | undefined): string =>
  numberText(kib === undefined ? undefined : Math.round(kib / KIB_PER_MIB))

const toKib = (mib: number | undefined): number => (mib ?? 0) * KIB_PER_MIB

const pagesSaid = (text: string) => {
  if (text === '') return null
  return { pageKib: text === 'default' ? null : Number(text) }
}

const memoryProblem = (answers: Answers): string | undefined => {
  const [current, most, room] = ['current', 'maximum', 'room'].map((name) => answers.number(name))
  if ((current ?? 0) > (most ?? 0)) return t('It can’t have more than the most it may get.')
  if (room !== undefined && room < (most ?? 0))
    return t('With modules it has at least what it has without.')
  return undefined
}

const mib = { control: 'number', unit: 'MiB', least: 1, most: 2 ** 34 } as const

export const machineMemoryForm = machineForm({
  title: t('Memory'),
  whileRunning: t(
    'A running machine takes back and forth what its balloon carries; the most it may get, its pages and the room for modules wait for a restart.',
  ),
  problem: memoryProblem,
  start: (facts) => {
    const memory = facts?.memory
    const page = memory?.hugepages?.pageKib
    return {
      current: inMib(memory?.currentKib),
      maximum: inMib(memory?.memoryKib),
      pages: memory?.hugepages === undefined ? '' : page === undefined ? 'default' : String(page),
      room: inMib(memory?.hotplug?.maximumKib),
      slots: numberText(memory?.hotplug?.slots ?? 8),
      shared: check(memory?.shared),
      locked: check(memory?.locked),
    }
  },
  parts: (answers) => [
    {
      fields: [{ ...mib, name: 'current', label: t('Has now') }],
      says: (answers) => ({ memory: { currentKib: toKib(answers.number('current')) } }),
    },
    {
      fields: [{ ...mib, name: 'maximum', label: t('May get') }],
      says: (answers) => ({ memory: { memoryKib: toKib(answers.number('maximum')) } }),
    },
    {
      fields: [
        {
          ...mib,
          name: 'room',
          label: t('With modules at most'),
          otherwise: t('no modules'),
          hint: t('Room to plug memory in while it runs'),
        },
        {
          control: 'number',
          name: 'slots',
          label: t('Slots for modules'),
          least: 1,
          most: 256,
          hidden: answers.text('room') === '',
        },
      ],
      says: (answers) => {
        const room = answers.number('room')
        const slots = answers.number('slots') ?? 1
        return {
          memory: { hotplug: room === undefined ? null : { maximumKib: toKib(room), slots } },
        }
      },
    },
    {
      section: t('On the host'),
      fields: [
        {
          control: 'select',
          name: 'pages',
          wide: true,
          label: t('Pages'),
          options: withCurrent(pages, answers.text('pages')),
        },
      ],
      says: (answers) => ({ memory: { hugepages: pagesSaid(answers.text('pages')) } }),
    },
    {
      fields: [
        {
          control: 'check',
          name: 'shared',
          label: t('Shared with processes of the host'),
          hint: t('As virtiofs needs it'),
        },
      ],
      says: (answers) => ({ memory: { shared: answers.isOn('shared') } }),
    },
    {
      fields: [{ control: 'check', name: 'locked', label: t('Never swapped out') }],
      says: (answers) => ({ memory: { locked: answers.isOn('locked') } }),
    },
  ],
})
