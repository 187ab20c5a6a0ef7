import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { param, type TypedParameter } from '../../libvirt'
import { readGuestInfo } from './read-guest-info'

test('what a guest says is put in order', () => {
  expect(
    readGuestInfo([
      param.string('hostname', 'web-1'),
      param.string('os.pretty-name', 'Debian GNU/Linux 12 (bookworm)'),
      param.string('os.kernel-release', '6.1.0-42-amd64'),
      param.string('os.machine', 'x86_64'),
      param.string('timezone.name', 'CET'),
      param.int('timezone.offset', 3600),
      param.uint('user.count', 1),
      param.string('user.0.name', 'ada'),
      param.ullong('user.0.login-time', 1_700_000_000_000n),
      param.uint('fs.count', 1),
      param.string('fs.0.mountpoint', '/'),
      param.string('fs.0.name', 'vda1'),
      param.string('fs.0.fstype', 'ext4'),
      param.ullong('fs.0.total-bytes', 2_000n),
      param.ullong('fs.0.used-bytes', 500n),
      param.uint('if.count', 1),
      param.string('if.0.name', 'eth0'),
      param.string('if.0.hwaddr', '52:54:00:00:00:01'),
      param.uint('if.0.addr.count', 1),
      param.string('if.0.addr.0.addr', '192.0.2.7'),
      param.uint('if.0.addr.0.prefix', 24),
    ]),
  ).toEqual({
    hostName: 'web-1',
    system: 'Debian GNU/Linux 12 (bookworm)',
    kernel: '6.1.0-42-amd64, x86_64',
    timeZone: 'CET, UTC+1',
    users: [{ name: 'ada', since: 1_700_000_000_000 }],
    fileSystems: [
      { mountPoint: '/', device: 'vda1', type: 'ext4', totalBytes: 2_000, usedBytes: 500 },
    ],
    interfaces: [
      { name: 'eth0', hardwareAddress: '52:54:00:00:00:01', addresses: ['192.0.2.7/24'] },
    ],
  })
})

test('what makes no sense is left out, and what is too much is cut', () => {
  const said = readGuestInfo([
    param.string('hostname', 'x'.repeat(100_000)),
    param.int('timezone.offset', 2_000_000_000),
    param.uint('user.count', 4_000_000_000),
    ...Array.from({ length: 500 }, (_, at) => param.string(`user.${at}.name`, `u${at}`)),
    param.llong('user.0.login-time', -5n),
    param.uint('fs.count', 2),
    param.string('fs.0.mountpoint', '/'),
    param.string('fs.0.name', 'a'),
    param.string('fs.0.fstype', 'b'),
    param.ullong('fs.0.total-bytes', 2n ** 64n - 1n),
    param.int('fs.1.mountpoint', 7),
    param.uint('if.count', 1),
    param.string('if.0.name', 'eth0'),
    param.string('if.0.hwaddr', '<script>'),
    param.uint('if.0.addr.count', 2),
    param.string('if.0.addr.0.addr', '999.1.1.1'),
    param.uint('if.0.addr.0.prefix', 24),
    param.string('if.0.addr.1.addr', 'fe80::1'),
    param.uint('if.0.addr.1.prefix', 64),
  ])
  expect(said.hostName).toHaveLength(255)
  expect(said.timeZone).toBeUndefined()
  expect(said.users).toHaveLength(64)
  expect(said.users[0]).toEqual({ name: 'u0' })
  expect(said.fileSystems).toEqual([{ mountPoint: '/', device: 'a', type: 'b' }])
  expect(said.interfaces).toEqual([{ name: 'eth0', addresses: ['fe80::1/64'] }])
})

test('nothing that a guest can say breaks the reader, or comes out long', () => {
  const key = fc.oneof(
    fc.constantFrom('hostname', 'os.name', 'user.count', 'fs.count', 'if.count', '__proto__'),
    fc.stringMatching(/^(user|fs|if)\.[0-3]\.(name|mountpoint|addr\.count|addr\.0\.addr)$/),
    fc.string(),
  )
  const parameter: fc.Arbitrary<TypedParameter> = fc.oneof(
    fc.tuple(key, fc.string({ maxLength: 2000 })).map(([name, value]) => param.string(name, value)),
    fc.tuple(key, fc.double()).map(([name, value]) => param.double(name, value)),
    fc.tuple(key, fc.bigInt()).map(([name, value]) => param.llong(name, value)),
    fc.tuple(key, fc.boolean()).map(([name, value]) => param.boolean(name, value)),
  )
  fc.assert(
    fc.property(fc.array(parameter, { maxLength: 60 }), (params) => {
      expect(JSON.stringify(readGuestInfo(params)).length).toBeLessThan(400_000)
    }),
  )
})
