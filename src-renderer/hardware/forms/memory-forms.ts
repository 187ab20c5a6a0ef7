import { t } from '../../../src-preload/language/t'
import { check, chosen, numberText } from '../form'
import { deviceForm } from './device-form'

const KIB_PER_MIB = 1024

export const memballoonForm = deviceForm({
  kind: 'memballoon',
  title: t('Memory balloon'),
  whileRunning: t('A running machine takes another period at once; the rest waits for a restart.'),
  start: (balloon) => ({
    model: balloon?.model === 'none' ? 'none' : 'virtio',
    period: numberText(balloon?.statsPeriodS),
    deflateOnOom: check(balloon?.deflateOnOom),
    freePageReporting: check(balloon?.freePageReporting),
  }),
  parts: (answers) => {
    const hidden = answers.text('model') === 'none'
    return [
      {
        fields: [
          {
            control: 'select',
            name: 'model',
            label: t('Model'),
            options: [
              { value: 'virtio', text: 'virtio' },
              { value: 'none', text: t('None: memory can’t be taken back') },
            ],
          },
        ],
        says: (answers) => ({ model: chosen(answers.text('model')) }),
      },
      {
        fields: [
          {
            control: 'number',
            name: 'period',
            label: t('The guest tells its use each'),
            unit: 's',
            least: 1,
            most: 3600,
            otherwise: t('never'),
            hidden,
          },
        ],
        says: (answers) => ({ statsPeriodS: answers.number('period') ?? null }),
      },
      {
        fields: [
          {
            control: 'check',
            name: 'deflateOnOom',
            label: t('Gives way when the guest runs out of memory'),
            wide: true,
            hidden,
          },
        ],
        says: (answers) => ({ deflateOnOom: answers.isOn('deflateOnOom') }),
      },
      {
        fields: [
          {
            control: 'check',
            name: 'freePageReporting',
            label: t('Hands free pages back to the host'),
            wide: true,
            hidden,
          },
        ],
        says: (answers) => ({ freePageReporting: answers.isOn('freePageReporting') }),
      },
    ]
  },
})

export const memoryForm = deviceForm({
  kind: 'memory',
  title: t('Memory module'),
  whileRunning: t(
    'A running machine takes modules that fit below the room that its memory has for them.',
  ),
  start: (memory) => ({
    size: numberText(memory === null ? 1024 : memory.sizeKib / KIB_PER_MIB),
    node: memory === null ? '0' : numberText(memory.node),
  }),
  parts: (_answers, { hardware }) => [
    {
      fields: [
        {
          control: 'number',
          name: 'size',
          label: t('Size'),
          unit: 'MiB',
          least: 1,
          most: 2 ** 34,
          hint:
            hardware.facts.memory.hotplug === undefined
              ? t('The machine has no room for modules yet: say so in its memory first')
              : t('{slots} slots', { slots: hardware.facts.memory.hotplug.slots }),
        },
      ],
      says: (answers) => ({ sizeKib: (answers.number('size') ?? 0) * KIB_PER_MIB }),
    },
    {
      fields: [
        {
          control: 'number',
          name: 'node',
          label: t('NUMA cell'),
          least: 0,
          most: 63,
          otherwise: t('none'),
        },
      ],
      says: (answers) => ({ node: answers.number('node') ?? null }),
    },
  ],
})
