import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { cloudInit as schema, type CloudInit } from '../../../src-preload/contract/provisioning'
import { makeSeed, seedImage } from './cloud-init-seed'

const machine = { name: 'Web & Mail', instanceId: 'i-1', mac: '52:54:00:00:00:01' }

const file = async (cloudInit: CloudInit, name: string): Promise<Record<string, unknown>> => {
  const { files } = await makeSeed(cloudInit, machine)
  return parse(files.find((it) => it.name === name)?.text ?? '') as Record<string, unknown>
}

test('names the guest after its machine, and lets DHCP do the rest', async () => {
  expect((await makeSeed({}, machine)).files).toEqual([
    { name: 'meta-data', text: 'instance-id: i-1\nlocal-hostname: web-mail\n' },
    { name: 'user-data', text: '#cloud-config\nhostname: web-mail\n' },
  ])
})

test('gives a user keys, and a password by its hash only', async () => {
  const cloudInit = { user: 'ada', password: 'x', sshKeys: ['ssh-ed25519 A'] }
  expect(await file(cloudInit, 'user-data')).toEqual({
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
  expect(await file({ password: 'x' }, 'user-data')).toMatchObject({ chpasswd: { expire: false } })
})

test('sets addresses on the machine’s own first interface', async () => {
  const network = { addresses: ['2001:db8::2/64'], gateway: '2001:db8::1' }
  expect(await file({ network }, 'network-config')).toEqual({
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

test('lets the person’s own keys win, and tells which nobody knows', async () => {
  const userData = 'hostname: own\npackages: [a]\nrun_cmd: [x]\nruncmd:\n- [echo, 1]\n'
  const seed = await makeSeed({ packages: ['b'], userData }, machine)
  expect(seed.unknownKeys).toEqual(['run_cmd'])
  expect(await file({ packages: ['b'], userData }, 'user-data')).toMatchObject({
    hostname: 'own',
    packages: ['a'],
    runcmd: [['echo', 1]],
  })
})

test('keeps texts that look like YAML texts', async () => {
  const hostile = ['yes', '- a', 'a: b', '"', "'#", '\u2028', '{', '*x', '!!js']
  expect((await file({ packages: hostile }, 'user-data'))['packages']).toEqual(hostile)
})

test.each([
  ['users: 7', /users/],
  ['runcmd: echo', /runcmd/],
  ['write_files: [{content: x}]', /write_files\[0\]\.path/],
  ['a: b: c', /no YAML: .*line 1/],
  ['just text', /not as cloud-init has it/],
])('refuses %j', async (userData, words) => {
  await expect(makeSeed({ userData }, machine)).rejects.toThrow(words)
})

test('writes an image that starts as ISO 9660 and Joliet want it', async () => {
  const image = seedImage(await makeSeed({}, machine))
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

test('whatever a field takes is read as it was written, by old readers of YAML, too', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      'no',
      'On',
      '0123',
      '1:30',
      '1_000',
      '~',
      '- a',
      'a: b',
      '#',
      '&a',
      '<<',
      '=',
      '"',
    ),
    fc.constantFrom(
      '\u2028',
      '\u0085',
      'a\nb',
      "'",
      '%',
      '@',
      '`',
      '{{ v1 }}',
      '!!str',
      '...',
      '---',
    ),
  )
  await fc.assert(
    fc.asyncProperty(text, text, text, text, async (hostname, user, key, name) => {
      const asked = { hostname, user, sshKeys: [key], packages: [name] }
      const { data } = schema.safeParse({
        ...asked,
        // What is no name of a host or user is refused; the rest is tried with one that is.
        hostname: schema.shape.hostname.safeParse(hostname).success ? hostname : 'no',
        user: schema.shape.user.safeParse(user).success ? user : 'null',
      })
      const isRefused = /[\p{Cc}\p{Cs}\uFFFE\uFFFF\u2028\u2029]/u.test(key + name)
      expect(data === undefined).toBe(isRefused)
      if (data === undefined) return
      const [meta, config] = (await makeSeed(data, machine)).files
      for (const version of ['1.1', '1.2'] as const) {
        const read = (from: string | undefined): unknown => parse(from ?? '', { version })
        expect(read(meta?.text)).toEqual({ 'instance-id': 'i-1', 'local-hostname': data.hostname })
        expect(read(config?.text)).toMatchObject({
          hostname: data.hostname,
          packages: [name],
          users: [{ name: data.user, ssh_authorized_keys: [key] }],
        })
      }
    }),
    { numRuns: 150 },
  )
})
