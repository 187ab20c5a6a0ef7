import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { EnvironmentCredentials } from './environment-credentials'

let folder: string
let file: string
const log = pino({ level: 'silent' })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'virthelm-credentials-'))
  file = join(folder, 'password')
})

afterEach(() => rmSync(folder, { recursive: true }))

test('name and password come from the environment', () => {
  const source = new EnvironmentCredentials({ LIBVIRT_USERNAME: 'u', LIBVIRT_PASSWORD: 'p' }, log)
  expect([source.areSupplied, source.credentials]).toEqual([true, { username: 'u', password: 'p' }])
})

test('a password alone is not enough, and nothing is nothing', () => {
  expect(new EnvironmentCredentials({ LIBVIRT_PASSWORD: 'p' }, log).credentials).toBeNull()
  expect(new EnvironmentCredentials({}, log).areSupplied).toBe(false)
})

test('a password file that changes holds from then on; one that vanishes leaves the last', async () => {
  writeFileSync(file, 'first\n')
  const source = new EnvironmentCredentials(
    { LIBVIRT_USERNAME: 'u', LIBVIRT_PASSWORD_FILE: file },
    log,
  )
  expect(source.credentials?.password).toBe('first')
  writeFileSync(file, 'second\r\n')
  await vi.waitFor(() => expect(source.credentials?.password).toBe('second'), 5000)
  rmSync(file)
  source.reload()
  expect(source.credentials?.password).toBe('second')
  source.stop()
})

test('a file that was missing at first is read when asked to', () => {
  const source = new EnvironmentCredentials(
    { LIBVIRT_USERNAME: 'u', LIBVIRT_PASSWORD_FILE: file },
    log,
  )
  expect(source.credentials).toBeNull()
  writeFileSync(file, 'late')
  source.reload()
  expect(source.credentials?.password).toBe('late')
})
