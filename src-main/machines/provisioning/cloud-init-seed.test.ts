import { parse } from 'yaml'
import { expect, test } from 'vitest'
import type { CloudInit } from '../../../src-preload/contract/provisioning'
import { makeSeed, seedImage } from './cloud-init-seed'

const machine = { name: 'Web & Mail', instanceId: 'i-1', mac: '52:54:00:00:00:01' }

const file = (cloudInit: CloudInit, name: string): Record<string, unknown> =>
  parse(makeSeed(cloudInit, machine).files.find((it) => it.name === name)?.text ?? '') as Record<
    string,
    unknown
  >

test('names the guest after its machine, and lets DHCP do the rest', () => {
  expect(makeSeed({}, machine).files).toEqual([
    { name: 'meta-data', text: 'instance-id: i-1\nlocal-hostname: web-mail\n' },
    { name: 'user-data', text: '#cloud-config\nhostname: web-mail\n' },
  ])
})

test('gives a user keys, and a password by its hash only', () => {
  const cloudInit = { user: 'ada', password: 'x', sshKeys: ['ssh-ed25519 A'] }
  expect(file(cloudInit, 'user-data')).toEqual({
    hostname: 'web-mail',
    users: [
      {
        name: 'ada',
        sudo: 'ALL=(ALL) NOPASSWD:ALL',
        shell: '/bin/bash',
        groups: 'users',
        ssh_authorized_keys: ['ssh-ed25519 A'],
        hashed_passwd: expect.stringMatching(/^\$6\$[./\w]{16}\$[./\w]{86}$/) as string,
        lock_passwd: false,
      },
    ],
    ssh_pwauth: true,
  })
  expect(file({ password: 'x' }, 'user-data')).toMatchObject({ chpasswd: { expire: false } })
})

test('sets addresses on the machine’s own first interface', () => {
  const network = { addresses: ['2001:db8::2/64'], gateway: '2001:db8::1' }
  expect(file({ network }, 'network-config')).toEqual({
    version: 2,
    ethernets: {
      first: {
        match: { macaddress: '52:54:00:00:00:01' },
        addresses: ['2001:db8::2/64'],
        routes: [{ to: '::/0', via: '2001:db8::1' }],
      },
    },
  })
})

test('lets the person’s own keys win, and tells which nobody knows', () => {
  const userData = 'hostname: own\npackages: [a]\nrun_cmd: [x]\nruncmd:\n- [echo, 1]\n'
  const seed = makeSeed({ packages: ['b'], userData }, machine)
  expect(seed.unknownKeys).toEqual(['run_cmd'])
  expect(file({ packages: ['b'], userData }, 'user-data')).toMatchObject({
    hostname: 'own',
    packages: ['a'],
    runcmd: [['echo', 1]],
  })
})

test('keeps texts that look like YAML texts', () => {
  const hostile = ['yes', '- a', 'a: b', '"', "'#", '\u2028', '{', '*x', '!!js']
  expect(file({ packages: hostile }, 'user-data')['packages']).toEqual(hostile)
})

test.each([
  ['users: 7', /users/],
  ['runcmd: echo', /runcmd/],
  ['write_files: [{content: x}]', /write_files\[0\]\.path/],
  ['a: b: c', /no YAML: .*line 1/],
  ['just text', /not as cloud-init has it/],
])('refuses %j', (userData, words) => {
  expect(() => makeSeed({ userData }, machine)).toThrow(words)
})

test('writes an image that starts as ISO 9660 and Joliet want it', () => {
  const image = seedImage(makeSeed({}, machine))
  const sector = (number: number) => image.subarray(number * 2048, (number + 1) * 2048)
  expect(image.length % 2048).toBe(0)
  expect(sector(16).subarray(0, 7)).toEqual(Buffer.from('\u0001CD001\u0001', 'latin1'))
  expect(sector(16).toString('latin1', 40, 72).trimEnd()).toBe('cidata')
  expect(sector(17).subarray(0, 7)).toEqual(Buffer.from('\u0002CD001\u0001', 'latin1'))
  expect(Buffer.from(sector(17).subarray(40, 72)).swap16().toString('utf16le').trimEnd()).toBe(
    'cidata',
  )
  expect(sector(16).readUInt32LE(80) * 2048).toBe(image.length)
  expect(image.toString('latin1')).toContain('#cloud-config\nhostname: web-mail\n')
})
