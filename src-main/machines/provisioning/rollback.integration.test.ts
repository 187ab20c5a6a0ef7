import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { NewMachine } from '../../../src-preload/contract/provisioning'
import type { Connection, LibvirtStream } from '../../libvirt'
import { ConnectionLost, LibvirtError } from '../../libvirt/errors'
import { until } from '../../testing/served-host'
import { startPrivateHost } from '../../testing/private-host'
import { guestFolder } from '../demo-machine'

const { daemon, host } = await startPrivateHost()

const inDaemon = (name: string): string => join(daemon.directory, name)

beforeAll(async () => {
  await mkdir(inDaemon('pool'))
  await daemon.give(inDaemon('pool'))
  const pool = `<pool type='dir'><name>default</name><target><path>${inDaemon('pool')}</path></target></pool>`
  await writeFile(inDaemon('pool.xml'), pool)
  await daemon.virsh('pool-define', inDaemon('pool.xml'))
  await daemon.virsh('pool-autostart', 'default')
  await daemon.virsh('pool-start', 'default')
  await daemon.virsh('vol-create-as', 'default', 'base.qcow2', '8M', '--format', 'qcow2')
  for (const file of ['vmlinuz', 'initrd.img']) {
    await copyFile(join(guestFolder(), file), inDaemon(file))
  }
})

afterEach(() => {
  vi.restoreAllMocks()
})

const request = (name: string, more: Partial<NewMachine>): NewMachine => ({
  hostId: host.hostId,
  name,
  networks: [],
  graphics: 'none',
  memoryMib: 64,
  vcpus: 1,
  start: true,
  source: { type: 'pxe' },
  ...more,
})

/** What making a machine asks of a host, besides questions. */
const STEP = /^(storageVol(Create|Upload|Resize)|domain(Define|Create))/

/** All that a machine could leave behind: on the host, and on this computer. */
const everything = async (): Promise<unknown> => ({
  volumes: (await readdir(inDaemon('pool'))).sort(),
  machines: (await daemon.virsh('list', '--all', '--name')).trim(),
  files: await readdir(join(host.folder, 'exchange')).catch(() => []),
})

const refusal = (procedure: string): LibvirtError =>
  new LibvirtError({
    code: 1,
    domain: 0,
    level: 2,
    message: `${procedure} was refused`,
    procedure,
    details: [],
  })

/**
 * Lets one step of the host's fail, on its connection and on those made of it. Answers the names
 * of all steps, in their order.
 */
const failAt = (
  connection: Connection,
  fails: (step: number) => boolean,
  how: (procedure: string, act: () => Promise<unknown>) => Promise<unknown>,
): string[] => {
  const steps: string[] = []
  const take = async (name: string, act: () => Promise<unknown>): Promise<unknown> => {
    if (!STEP.test(name)) return await act()
    steps.push(name)
    return fails(steps.length) ? await how(name, act) : await act()
  }
  const watch = (watched: Connection): void => {
    const [call, openStream, sibling] = [
      watched.call.bind(watched),
      watched.openStream.bind(watched),
      watched.sibling.bind(watched),
    ]
    vi.spyOn(watched, 'call').mockImplementation((procedure, ...rest) =>
      take(procedure.name, () => call(procedure, ...rest)),
    )
    vi.spyOn(watched, 'openStream').mockImplementation(
      (procedure, ...rest) =>
        take(procedure.name, () => openStream(procedure, ...rest)) as Promise<LibvirtStream<never>>,
    )
    vi.spyOn(watched, 'sibling').mockImplementation(async () => {
      const made = await sibling()
      watch(made)
      return made
    })
  }
  watch(connection)
  return steps
}

const imported = async (): Promise<NewMachine['source']> => {
  const [raw, disk] = [join(host.folder, 'a.img'), join(host.folder, 'a.vmdk')]
  await writeFile(raw, randomBytes(2 ** 20))
  execFileSync('qemu-img', ['convert', '-f', 'raw', '-O', 'vmdk', raw, disk])
  const { file } = await host.services.provisioner.parts.files.add(disk)
  return { type: 'import', file }
}

const base = { type: 'volume', pool: 'default', volume: 'base.qcow2' } as const
const cloudInit = { user: 'ada' }

const stories: readonly (readonly [
  string,
  () => Promise<Partial<NewMachine>>,
  readonly string[],
])[] = [
  [
    'copied cloud image',
    async () =>
      Promise.resolve({
        source: { type: 'cloudImage', image: base, copy: 'full', cloudInit },
        disk: { sizeMib: 16 },
        moreDisks: [{ sizeMib: 8 }],
      }),
    [
      'storageVolCreateXmlFrom',
      'storageVolResize',
      'storageVolCreateXml',
      'storageVolUpload',
      'storageVolCreateXml',
      'domainDefineXmlFlags',
      'domainCreateWithFlags',
    ],
  ],
  [
    'disk that lies on a cloud image',
    async () =>
      Promise.resolve({ source: { type: 'cloudImage', image: base, copy: 'linked', cloudInit } }),
    [
      'storageVolCreateXml',
      'storageVolCreateXml',
      'storageVolUpload',
      'domainDefineXmlFlags',
      'domainCreateWithFlags',
    ],
  ],
  [
    'imported disk',
    async () => ({ source: await imported() }),
    ['storageVolCreateXml', 'storageVolUpload', 'domainDefineXmlFlags', 'domainCreateWithFlags'],
  ],
]

describe.each(stories)('a machine of a %s', (_story, more, expected) => {
  const name = `half-${expected.length}`
  const make = async (): Promise<unknown> => {
    const started = await host.services.provisioner.create(request(name, await more()))
    return await started.result
  }

  test.each(expected.map((step, i) => [i + 1, step] as const))(
    'leaves nothing behind when step %i, %s, fails',
    async (place, procedure) => {
      const before = await everything()
      const steps = failAt(
        host.connection,
        (step) => step === place,
        (failing) => Promise.reject(refusal(failing)),
      )
      await expect(make()).rejects.toThrow(`${procedure} was refused`)
      expect(steps.slice(0, place)).toEqual(expected.slice(0, place))
      expect(await everything()).toEqual(before)
    },
  )

  test('is made by these steps and no other', async () => {
    const steps = failAt(
      host.connection,
      () => false,
      (failing) => Promise.reject(refusal(failing)),
    )
    await make()
    expect(steps).toEqual(expected)
    await daemon.virsh('destroy', name)
    await daemon.virsh('undefine', name, '--remove-all-storage')
  })
})

// The worst: the host did it, and is gone before it says so.
test.each([
  [1, 'storageVolCreateXml'],
  [2, 'domainDefineXmlFlags'],
  [3, 'domainCreateWithFlags'],
])(
  'what is made is taken back once a host is back that went away in step %i, %s',
  async (place, procedure) => {
    const before = await everything()
    failAt(
      host.connection,
      (step) => step === place,
      async (failing, act) => {
        await act()
        await daemon.kill()
        throw new ConnectionLost({ kind: 'hung-up' }, failing)
      },
    )
    const started = await host.services.provisioner.create(
      request(`lost-${place}`, {
        source: {
          type: 'directBoot',
          kernel: inDaemon('vmlinuz'),
          initrd: inDaemon('initrd.img'),
          cmdline: 'console=ttyS0',
        },
        disk: { sizeMib: 8 },
      }),
    )
    const failure = started.result.then(
      () => null,
      (error: unknown) => String(error),
    )
    await until(() => !daemon.isRunning)
    await daemon.start()
    expect(await failure).toContain(procedure)
    expect(await everything()).toEqual(before)
  },
)
