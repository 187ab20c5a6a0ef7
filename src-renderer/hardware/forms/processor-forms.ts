import type { HardwareFacts } from '../../../src-preload/contract/hardware'
import { t } from '../../../src-preload/language/t'
import { check, chosen, numberText, withCurrent, type Answers, type Field, type Row } from '../form'
import { cpusetPattern, KIB_PER_MIB, machineForm } from './machine-form'

const topologyNames = ['sockets', 'dies', 'cores', 'threads'] as const

/** How many processors the topology makes. */
const productOf = (answers: Answers): number =>
  topologyNames.map((name) => answers.number(name) ?? 1).reduce((all, one) => all * one, 1)

const processorsProblem = (answers: Answers): string | undefined => {
  const [current, most] = [answers.number('current') ?? 0, answers.number('maximum') ?? 0]
  if (current > most) return t('There can’t be more in use than there are at most.')
  if (answers.isOn('topology') && productOf(answers) !== most) {
    const product = topologyNames.map((name) => answers.text(name)).join(' × ')
    return t('{product} makes {answers} processors, not {most}.', {
      product,
      answers: productOf(answers),
      most,
    })
  }
  return undefined
}

const modes = [
  { value: '', text: t('The hypervisor’s default') },
  { value: 'host-model', text: t('Like the host’s, and able to move') },
  { value: 'host-passthrough', text: t('The host’s own') },
  { value: 'maximum', text: t('All that the hypervisor can do') },
  { value: 'custom', text: t('A model by name') },
]

export const processorsForm = machineForm({
  title: t('Processors'),
  whileRunning: t(
    'A running machine takes more processors, up to the most it can have; model and topology wait for a restart.',
  ),
  problem: processorsProblem,
  start: (facts) => ({
    current: numberText(facts?.vcpus.current),
    maximum: numberText(facts?.vcpus.maximum),
    mode: facts?.cpu.mode ?? '',
    model: facts?.cpu.model ?? '',
    topology: check(facts?.cpu.topology !== undefined),
    sockets: numberText(facts?.cpu.topology?.sockets ?? 1),
    dies: numberText(facts?.cpu.topology?.dies ?? 1),
    cores: numberText(facts?.cpu.topology?.cores ?? facts?.vcpus.maximum),
    threads: numberText(facts?.cpu.topology?.threads ?? 1),
  }),
  parts: (answers, { cpuModels }, facts) => [
    {
      fields: [{ control: 'number', name: 'current', label: t('In use'), least: 1, most: 4096 }],
      says: (answers) => ({ vcpus: { current: answers.number('current') ?? 1 } }),
    },
    {
      fields: [{ control: 'number', name: 'maximum', label: t('At most'), least: 1, most: 4096 }],
      says: (answers) => ({ vcpus: { maximum: answers.number('maximum') ?? 1 } }),
    },
    {
      fields: [
        {
          control: 'select',
          name: 'mode',
          label: t('Kind'),
          wide: true,
          // What has a mode cannot be without one again: the host fills one in.
          options: withCurrent(
            facts?.cpu.mode === undefined ? modes : modes.slice(1),
            facts?.cpu.mode,
          ),
        },
        {
          control: 'text',
          name: 'model',
          label: t('Model'),
          wide: true,
          required: true,
          hidden: answers.text('mode') !== 'custom',
          suggestions: cpuModels,
        },
      ],
      says: (answers) => {
        const [mode, model] = [answers.text('mode'), answers.text('model')]
        if (mode === '') return {}
        return { cpu: { mode: chosen(mode), ...(mode === 'custom' && { model }) } }
      },
    },
    {
      fields: [
        {
          control: 'check',
          name: 'topology',
          label: t('The guest sees a topology of my own'),
          wide: true,
        },
        ...topologyNames.map((name): Field => ({
          control: 'number',
          name,
          label: name.charAt(0).toUpperCase() + name.slice(1),
          least: 1,
          most: name === 'threads' ? 16 : name === 'dies' ? 64 : 1024,
          hidden: !answers.isOn('topology'),
        })),
      ],
      says: (answers) => {
        if (!answers.isOn('topology')) return { cpu: { topology: null } }
        const count = (name: string): number => answers.number(name) ?? 1
        return {
          cpu: {
            topology: {
              sockets: count('sockets'),
              dies: count('dies'),
              cores: count('cores'),
              threads: count('threads'),
            },
          },
        }
      },
    },
  ],
})

const pinRows = ({ pinning }: HardwareFacts): readonly Row[] =>
  pinning.vcpus.map(({ vcpu, cpuset }) => ({ vcpu: String(vcpu), cpuset }))

/** All that is bound now, and null for what was and is no longer. */
const pinsSaid = (rows: readonly Row[], facts: HardwareFacts | null) => {
  const pins = rows.map(({ vcpu, cpuset }) => ({ vcpu: Number(vcpu), cpuset: cpuset ?? '' }))
  const loosened = (facts?.pinning.vcpus ?? []).filter(
    ({ vcpu }) => !pins.some((pin) => pin.vcpu === vcpu),
  )
  return [...pins, ...loosened.map(({ vcpu }) => ({ vcpu, cpuset: null }))]
}

export const placementForm = machineForm({
  title: t('Pinning and NUMA'),
  whileRunning: t(
    'A running machine takes new bindings of its processors; to loosen one, and NUMA, it must be restarted.',
  ),
  start: (facts) => ({
    pins: facts === null ? [] : pinRows(facts),
    emulator: facts?.pinning.emulator ?? '',
    cells:
      facts?.cpu.numa.map(({ cpus, memoryKib }) => ({
        cpus,
        memory: numberText(memoryKib / KIB_PER_MIB),
      })) ?? [],
    tuneMode: facts?.numaTune?.mode ?? '',
    nodeset: facts?.numaTune?.nodeset ?? '',
  }),
  problem: (answers) => {
    const vcpus = answers.rows('pins').map(({ vcpu }) => vcpu)
    return new Set(vcpus).size < vcpus.length ? t('A processor is bound twice.') : undefined
  },
  parts: (answers, _around, facts) => [
    {
      section: t('Bound to processors of the host'),
      fields: [
        {
          control: 'rows',
          name: 'pins',
          label: t('Virtual processors'),
          wide: true,
          rowName: t('binding'),
          columns: [
            { control: 'number', name: 'vcpu', label: t('Processor'), least: 0, most: 4095 },
            {
              control: 'text',
              name: 'cpuset',
              label: t('Runs on'),
              mono: true,
              required: true,
              placeholder: '0-3,8',
              pattern: cpusetPattern,
            },
          ],
          fresh: (rows) => ({ vcpu: String(rows.length), cpuset: '' }),
        },
        {
          control: 'text',
          name: 'emulator',
          label: t('The hypervisor’s other threads'),
          mono: true,
          wide: true,
          placeholder: t('anywhere'),
          pattern: cpusetPattern,
        },
      ],
      says: (answers) => ({
        pinning: {
          vcpus: pinsSaid(answers.rows('pins'), facts),
          emulator: answers.text('emulator') || null,
        },
      }),
    },
    {
      section: t('NUMA'),
      fields: [
        {
          control: 'rows',
          name: 'cells',
          label: t('The guest’s cells'),
          wide: true,
          rowName: t('cell'),
          hint: t('Their memory together is the machine’s'),
          columns: [
            {
              control: 'text',
              name: 'cpus',
              label: t('Processors'),
              mono: true,
              required: true,
              placeholder: '0-1',
              pattern: cpusetPattern,
            },
            { control: 'number', name: 'memory', label: t('Memory, MiB'), least: 1, most: 2 ** 34 },
          ],
          fresh: () => ({ cpus: '', memory: '' }),
        },
      ],
      says: (answers) => {
        const cells = answers.rows('cells').map(({ cpus = '', memory }) => ({
          cpus,
          memoryKib: Number(memory) * KIB_PER_MIB,
        }))
        return { cpu: { numa: cells.length === 0 ? null : cells } }
      },
    },
    {
      fields: [
        {
          control: 'select',
          name: 'tuneMode',
          label: t('Memory of the host’s nodes'),
          options: [
            { value: '', text: t('Any') },
            { value: 'strict', text: t('Only these') },
            { value: 'preferred', text: t('These first') },
            { value: 'interleave', text: t('Spread over these') },
            { value: 'restrictive', text: t('Only these, by the system') },
          ],
        },
        {
          control: 'text',
          name: 'nodeset',
          label: t('Nodes'),
          mono: true,
          required: true,
          placeholder: '0',
          pattern: cpusetPattern,
          hidden: answers.text('tuneMode') === '',
        },
      ],
      says: (answers) => {
        const mode = answers.text('tuneMode')
        if (mode === '') return { numaTune: null }
        return { numaTune: { mode: chosen(mode), nodeset: answers.text('nodeset') } }
      },
    },
  ],
})
