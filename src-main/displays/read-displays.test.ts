import { describe, expect, it } from 'vitest'
import { Problem } from '../failures/problem'
import { readDisplays } from './read-displays'

const running = (graphics: string): string =>
  `<domain type='qemu' id='3'><name>a</name><devices>${graphics}</devices></domain>`

const only = (graphics: string) => readDisplays(running(graphics)).displays[0]

describe('readDisplays', () => {
  it.each([
    [
      'an automatic port on an address',
      `<graphics type='vnc' port='5901' autoport='yes' listen='127.0.0.1'>
        <listen type='address' address='127.0.0.1'/></graphics>`,
      { kind: 'tcp', host: '127.0.0.1', port: 5901 },
    ],
    [
      'the address of a network',
      `<graphics type='vnc' port='5902'>
        <listen type='network' address='192.168.122.1' network='default'/></graphics>`,
      { kind: 'tcp', host: '192.168.122.1', port: 5902 },
    ],
    [
      'an address in the old place alone',
      `<graphics type='vnc' port='5900' listen='::'/>`,
      { kind: 'tcp', host: '::', port: 5900 },
    ],
    [
      'no address: libvirt’s own default',
      `<graphics type='vnc' port='5900'/>`,
      { kind: 'tcp', host: '127.0.0.1', port: 5900 },
    ],
    [
      'a unix socket',
      `<graphics type='vnc' socket='/run/vnc'><listen type='socket' socket='/run/vnc'/></graphics>`,
      { kind: 'unix', path: '/run/vnc' },
    ],
    [
      'a unix socket in the old place alone',
      `<graphics type='vnc' socket='/run/vnc'/>`,
      { kind: 'unix', path: '/run/vnc' },
    ],
    ['a port yet to be chosen', `<graphics type='vnc' port='-1' autoport='yes'/>`, null],
    ['a port that is none', `<graphics type='vnc' port='70000'/>`, null],
    ['a socket yet to be chosen', `<graphics type='vnc'><listen type='socket'/></graphics>`, null],
    [
      'nobody but who holds a descriptor',
      `<graphics type='vnc' port='5900'><listen type='none'/></graphics>`,
      null,
    ],
  ])('finds %s', (_, graphics, place) => {
    expect(only(graphics)).toEqual({ type: 'vnc', place })
  })

  it('keeps all displays, with what SPICE has besides', () => {
    const graphics = `<graphics type='spice' port='5900' tlsPort='5901' listen='0.0.0.0'/>
      <graphics type='egl-headless'/><graphics type='vnc' port='5902' passwd='a &lt;b'/>`
    expect(readDisplays(running(graphics))).toEqual({
      isRunning: true,
      displays: [
        { type: 'spice', place: { kind: 'tcp', host: '0.0.0.0', port: 5900 }, tlsPort: 5901 },
        { type: 'egl-headless', place: null },
        { type: 'vnc', place: { kind: 'tcp', host: '127.0.0.1', port: 5902 }, password: 'a <b' },
      ],
    })
  })

  it('tells a machine that is off', () => {
    const xml = `<domain type='qemu'><devices><graphics type='vnc' port='-1'/></devices></domain>`
    expect(readDisplays(xml).isRunning).toBe(false)
    expect(readDisplays('<domain/>')).toEqual({ isRunning: false, displays: [] })
  })

  it('refuses what is no XML', () => {
    expect(() => readDisplays('<domain')).toThrow(Problem)
  })
})
