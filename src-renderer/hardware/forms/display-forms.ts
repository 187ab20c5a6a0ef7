import type { SpecOf } from '../../../src-preload/contract/device-specs'
import { t } from '../../../src-preload/language/t'
import {
  check,
  chosen,
  chosenOrNull,
  numberText,
  offeredBy,
  plainOptions,
  withCurrent,
  type Answers,
  type Option,
} from '../form'
import { deviceForm } from './device-form'

type GraphicsSaid = Omit<SpecOf<'graphics'>, 'kind'>

const listenSaid = (answers: Answers): Partial<GraphicsSaid> => {
  const type = answers.text('listen')
  if (type === 'socket' || type === 'none') return { listen: { type } }
  return {
    listen: { type: 'address', address: answers.text('address') || '127.0.0.1' },
    port: answers.number('port') ?? null,
  }
}

const passwordSaid = (answers: Answers): Partial<GraphicsSaid> => {
  if (answers.isOn('noPassword')) return { password: null }
  const password = answers.text('password')
  return password === '' ? {} : { password }
}

const graphicsTypes = [
  { value: 'vnc', text: 'VNC' },
  { value: 'spice', text: 'SPICE' },
]

/** Hosts have kinds of displays that only they can show. */
const isOwn = ({ value }: Option): boolean => graphicsTypes.some((own) => own.value === value)

export const graphicsForm = deviceForm({
  kind: 'graphics',
  title: t('Graphical display'),
  whileRunning: t('A running machine takes a new password; the rest waits for a restart.'),
  start: (graphics) => ({
    type: graphics?.type ?? 'vnc',
    listen: graphics?.listen ?? 'address',
    address: graphics?.listenAddress ?? '127.0.0.1',
    port: graphics === null || graphics.isAutomaticPort ? '' : numberText(graphics.port),
    password: '',
    noPassword: '',
    keymap: graphics?.keymap ?? '',
  }),
  parts: (answers, { models }, graphics) => {
    const isAddress = answers.text('listen') === 'address'
    return [
      {
        fields: [
          {
            control: 'select',
            name: 'type',
            label: t('Protocol'),
            options: withCurrent(
              offeredBy(models.graphics, graphicsTypes).filter(isOwn),
              graphics?.type,
            ),
          },
        ],
        says: (answers) => ({ type: chosen(answers.text('type')) }),
      },
      {
        fields: [
          {
            control: 'select',
            name: 'listen',
            label: t('Listens at'),
            options: withCurrent(
              [
                { value: 'address', text: t('An address') },
                { value: 'socket', text: t('A socket of the host') },
                { value: 'none', text: t('Nowhere: libvirt alone leads to it') },
              ],
              graphics?.listen,
            ),
          },
          {
            control: 'text',
            name: 'address',
            label: t('Address'),
            mono: true,
            hidden: !isAddress,
            hint:
              answers.text('address') === '0.0.0.0'
                ? t('Everybody who reaches the host reaches the display')
                : undefined,
          },
          {
            control: 'number',
            name: 'port',
            label: t('Port'),
            least: 1,
            most: 65_535,
            hidden: !isAddress,
            otherwise: t('a free one'),
          },
        ],
        says: listenSaid,
      },
      {
        fields: [
          {
            control: 'text',
            name: 'password',
            label: t('Password'),
            secret: true,
            placeholder: graphics?.hasPassword === true ? t('stays as it is') : 'none',
            hidden: answers.isOn('noPassword'),
            hint:
              answers.text('type') === 'vnc' ? t('VNC reads its first eight letters') : undefined,
          },
          {
            control: 'check',
            name: 'noPassword',
            label: t('Take the password away'),
            hidden: graphics?.hasPassword !== true,
          },
        ],
        says: passwordSaid,
      },
      {
        fields: [
          {
            control: 'text',
            name: 'keymap',
            label: t('Keyboard layout'),
            placeholder: t('the viewer’s'),
            suggestions: ['de', 'en-gb', 'en-us', 'es', 'fr', 'it', 'ja', 'pl', 'pt-br', 'ru'],
          },
        ],
        says: (answers) => ({ keymap: chosenOrNull(answers.text('keymap')) }),
      },
    ]
  },
})

export const videoForm = deviceForm({
  kind: 'video',
  title: t('Video card'),
  whileRunning: t('A running machine keeps its video card until it is restarted.'),
  start: (video) => ({
    model: video?.model ?? 'virtio',
    vram: numberText(video?.vramKib),
    heads: numberText(video?.heads),
    accel3d: check(video?.accel3d),
  }),
  parts: (answers, { models }, video) => [
    {
      fields: [
        {
          control: 'select',
          name: 'model',
          label: t('Model'),
          options: withCurrent(
            offeredBy(
              models.video,
              plainOptions('virtio', 'qxl', 'vga', 'bochs', 'cirrus', 'ramfb', 'none'),
            ),
            video?.model,
          ),
        },
      ],
      says: (answers) => ({ model: answers.text('model') }),
    },
    {
      fields: [
        {
          control: 'number',
          name: 'heads',
          label: t('Screens'),
          least: 1,
          most: 16,
          otherwise: '1',
        },
      ],
      says: (answers) => ({ heads: answers.number('heads') ?? null }),
    },
    {
      fields: [
        {
          control: 'number',
          name: 'vram',
          label: t('Video memory'),
          unit: 'KiB',
          least: 1024,
          most: 4 * 1024 * 1024,
          otherwise: t('the model’s'),
          hidden: !['qxl', 'vga', 'bochs'].includes(answers.text('model')),
        },
      ],
      says: (answers) => ({ vramKib: answers.number('vram') ?? null }),
    },
    {
      fields: [
        {
          control: 'check',
          name: 'accel3d',
          label: t('3D acceleration'),
          hidden: answers.text('model') !== 'virtio',
        },
      ],
      // Other models know no acceleration, not even one that is off.
      says: (answers) =>
        answers.text('model') === 'virtio' ? { accel3d: answers.isOn('accel3d') } : {},
    },
  ],
})

export const soundForm = deviceForm({
  kind: 'sound',
  title: t('Sound card'),
  whileRunning: t('A running machine keeps its sound card until it is restarted.'),
  start: (sound, { models }) => ({ model: sound?.model ?? models.sounds?.[0] ?? 'ich9' }),
  parts: (_answers, { models }, sound) => [
    {
      fields: [
        {
          control: 'select',
          name: 'model',
          label: t('Model'),
          options: withCurrent(offeredBy(models.sounds, plainOptions('ich9')), sound?.model),
        },
      ],
      says: (answers) => ({ model: answers.text('model') }),
    },
  ],
})

export const inputForm = deviceForm({
  kind: 'input',
  title: t('Input device'),
  start: (input) => ({ type: input?.type ?? 'tablet', bus: input?.bus ?? 'usb' }),
  parts: (_answers, _around, input) => [
    {
      fields: [
        {
          control: 'select',
          name: 'type',
          label: t('Kind'),
          options: withCurrent(
            [
              { value: 'tablet', text: t('Tablet: the pointer is where yours is') },
              { value: 'mouse', text: t('Mouse') },
              { value: 'keyboard', text: t('Keyboard') },
            ],
            input?.type,
          ),
        },
      ],
      says: (answers) => ({ type: chosen(answers.text('type')) }),
    },
    {
      fields: [
        {
          control: 'select',
          name: 'bus',
          label: t('Bus'),
          options: withCurrent(plainOptions('usb', 'virtio', 'ps2'), input?.bus),
        },
      ],
      says: (answers) => ({ bus: chosen(answers.text('bus')) }),
    },
  ],
})
