import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultUri, parseClientConfig, resolveAlias } from './client-config'
import { UriError } from './errors'

const CONFIG = `
# uri_default = "commented:///out"
uri_aliases = [
  "hail=qemu+ssh://root@hail.cloud.example.com/system?mode=direct",
  # "sleet=qemu+ssh://root@sleet.cloud.example.com/system",
  'snow=qemu+ssh://root@snow.cloud.example.com/system',
]
uri_default = "qemu:///session"  # mine
`

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vh-config-'))
  await mkdir(join(directory, 'libvirt'))
  await writeFile(join(directory, 'libvirt/libvirt.conf'), CONFIG)
})
afterAll(() => rm(directory, { recursive: true }))

const person = (env = {}) => ({ userId: 1000, env: { XDG_CONFIG_HOME: directory, ...env } })

describe('libvirt.conf', () => {
  it('may say nothing', () => {
    expect(parseClientConfig('')).toEqual({ defaultUri: null, aliases: new Map() })
  })

  it('names the default, unless the environment does', async () => {
    expect(await defaultUri(person())).toBe('qemu:///session')
    expect(await defaultUri(person({ LIBVIRT_DEFAULT_URI: 'test:///default' }))).toBe(
      'test:///default',
    )
    expect(await defaultUri(person({ XDG_CONFIG_HOME: '/nonexistent' }))).toBeNull()
  })

  it('has short names for URIs', async () => {
    const snow = 'qemu+ssh://root@snow.cloud.example.com/system'
    expect(await resolveAlias('snow', person())).toBe(snow)
    expect(await resolveAlias('qemu:///system', person())).toBe('qemu:///system')
    await expect(resolveAlias('sleet', person())).rejects.toBeInstanceOf(UriError)
  })
})
