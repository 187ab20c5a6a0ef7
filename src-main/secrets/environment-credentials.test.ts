import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { EnvironmentCredentials } from './environment-credentials'

let folder: string
let file: string
const log = pino({ level: 'silent' })
const URI = 'qemu+tls://lab/system'

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'virthelm-credentials-'))
  file = join(folder, 'password')
})

afterEach(() => rmSync(folder, { recursive: true }))

test('name and password come from the environment', () => {
  const source = new EnvironmentCredentials({ LIBVIRT_USERNAME: 'u', LIBVIRT_PASSWORD: 'p' }, log)
  expect(source.credentialsFor(URI)).toEqual({ username: 'u', password: 'p' })
})

test('with a URI beside them they are for that host, and no other is told', () => {
  const source = new EnvironmentCredentials(
    { LIBVIRT_USERNAME: 'u', LIBVIRT_PASSWORD: 'p', LIBVIRT_CONNECTION_URI: URI },
    log,
  )
  expect(source.credentialsFor(URI)).toEqual({ username: 'u', password: 'p' })
  expect(source.credentialsFor('qemu+tls://elsewhere/system')).toBeNull()
})

test('a password alone is not enough, and nothing is nothing', () => {
  const alone = new EnvironmentCredentials({ LIBVIRT_PASSWORD: 'p' }, log)
  expect(alone.credentialsFor(URI)).toBeNull()
  expect(new EnvironmentCredentials({}, log).credentialsFor(URI)).toBeNull()
})

test('a password file that changes holds from then on; one that vanishes leaves the last', async () => {
  writeFileSync(file, 'first\n')
  const source = new EnvironmentCredentials(
    { LIBVIRT_USERNAME: 'u', LIBVIRT_PASSWORD_FILE: file },
    log,
  )
  expect(source.credentialsFor(URI)?.password).toBe('first')
  writeFileSync(file, 'second\r\n')
  await vi.waitFor(() => expect(source.credentialsFor(URI)?.password).toBe('second'), 20_000)
  rmSync(file)
  source.reload()
  expect(source.credentialsFor(URI)?.password).toBe('second')
  source.stop()
})

test.each<[string, (text: string) => void]>([
  [
    'renamed into its place',
    (text) => {
      writeFileSync(`${file}.new`, text)
      renameSync(`${file}.new`, file)
    },
  ],
  [
    'in a folder that a link is turned to',
    (text) => {
      const version = mkdtempSync(join(folder, 'version-'))
      writeFileSync(join(version, 'password'), text)
      symlinkSync(version, join(folder, '..new'))
      renameSync(join(folder, '..new'), join(folder, '..data'))
      if (!existsSync(file)) symlinkSync(join('..data', 'password'), file)
    },
  ],
])('a password file that is %s is followed, time and again', async (_, rotate) => {
  rotate('first')
  const source = new EnvironmentCredentials(
    { LIBVIRT_USERNAME: 'u', LIBVIRT_PASSWORD_FILE: file },
    log,
  )
  for (const password of ['second', 'third']) {
    rotate(password)
    await vi.waitFor(() => expect(source.credentialsFor(URI)?.password).toBe(password), 20_000)
  }
  source.stop()
})

test('a file whose folder was missing at first is read when asked to', () => {
  file = join(folder, 'later', 'password')
  const source = new EnvironmentCredentials(
    { LIBVIRT_USERNAME: 'u', LIBVIRT_PASSWORD_FILE: file },
    log,
  )
  expect(source.credentialsFor(URI)).toBeNull()
  mkdirSync(join(folder, 'later'))
  writeFileSync(file, 'late')
  source.reload()
  expect(source.credentialsFor(URI)?.password).toBe('late')
})
