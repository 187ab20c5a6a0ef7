import { expect, it } from 'vitest'
import { readConsoles } from './read-consoles'

const domain = (devices: string): string =>
  `<domain type='qemu'><name>a</name><devices>${devices}</devices></domain>`

const shortly = (devices: string): readonly string[] =>
  readConsoles(domain(devices)).map(
    ({ device, title, whyNot }) => `${device ?? 'first'}: ${title}${whyNot ? ` (${whyNot})` : ''}`,
  )

it('shows the first serial port once, though libvirt lists it as a console, too', () => {
  const devices = `
    <serial type='pty'><target type='isa-serial' port='0'/><alias name='serial0'/></serial>
    <serial type='pty'><target type='isa-serial' port='1'/><alias name='serial1'/></serial>
    <console type='pty'><target type='serial' port='0'/><alias name='serial0'/></console>
    <console type='pty'><target type='virtio' port='1'/><alias name='console1'/></console>
    <parallel type='pty'><target port='0'/><alias name='parallel0'/></parallel>`
  expect(shortly(devices)).toEqual([
    'first: Serial port 1',
    'serial1: Serial port 2',
    'console1: Virtio console 1',
    'parallel0: Parallel port 1',
  ])
})

it('knows what devices will be called of a machine that is off', () => {
  const devices = `
    <serial type='pty'/><serial type='pty'/>
    <console type='pty'><target type='serial'/></console>
    <console type='pty'><target type='virtio'/></console>`
  expect(shortly(devices)).toEqual([
    'first: Serial port 1',
    'serial1: Serial port 2',
    'console1: Virtio console 1',
  ])
})

it('puts the console that opens by itself first, whatever it is', () => {
  const devices = `
    <serial type='pty'><alias name='serial0'/></serial>
    <console type='pty'><target type='virtio'/><alias name='console0'/></console>`
  expect(shortly(devices)).toEqual(['first: Virtio console 1', 'serial0: Serial port 1'])
  expect(shortly(`<console type='pty'/>`)).toEqual(['first: Serial port 1'])
  expect(shortly('')).toEqual([])
})

it('says why a console that leads elsewhere can’t be opened', () => {
  expect(shortly(`<serial type='tcp'/><parallel type='dev'/>`)).toEqual([
    'first: Serial port 1 (it is connected to tcp on the host)',
    'parallel0: Parallel port 1 (it is connected to dev on the host)',
  ])
})

it('knows the file that output goes to besides', () => {
  const devices = `<serial type='pty'><log file='/var/log/a.log' append='on'/></serial>`
  expect(readConsoles(domain(devices))).toMatchObject([{ logFile: '/var/log/a.log' }])
})
