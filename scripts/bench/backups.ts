import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MachineId } from '../../src-preload/contract/machine'
import { remote } from '../../src-main/libvirt'
import type { PrivateDaemon } from '../../src-main/libvirt/testing/private-daemon'
import { serveHost, until, type ServedHost } from '../../src-main/testing/served-host'
import type { Declaration, Family } from './figure'
import { inTurn, timed } from './in-turn'
import { progress } from './progress'
import { withDaemon } from './with-daemon'

const MEGABYTES = 512
const NAME = 'keeper'
const POOL = 'kept'

const figure: Declaration = {
  name: 'backup-throughput',
  unit: 'MB/s',
  peer: 'virsh backup-begin',
  better: 'higher',
  budget: 0.9,
  budgetOn: 'ratio',
}

/** A machine that runs and writes nothing, with a full disk; answers its id. */
const startMachine = async (daemon: PrivateDaemon, host: ServedHost): Promise<MachineId> => {
  const image = join(daemon.directory, 'home', 'disk.qcow2')
  await daemon.runAs('qemu-img', 'create', '-q', '-f', 'qcow2', image, `${MEGABYTES}M`)
  // Never zeroes: those would not be copied.
  await daemon.runAs('qemu-io', '-c', `write -P 0x5a 0 ${MEGABYTES}M`, image)
  const xml = `<domain type='qemu'><name>${NAME}</name><memory unit='MiB'>32</memory>
    <os><type machine='q35'>hvm</type></os><devices>
    <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${image}'/><target dev='vda' bus='virtio'/></disk>
    </devices></domain>`
  const { dom } = await host.connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  await daemon.virsh('start', NAME)
  const id = `${host.hostId}/${dom.uuid}`
  await until(() => host.services.inventory.get(id)?.state === 'running')
  return id
}

/** Backs up as the app does, and removes what that made. */
const ourRound = async (host: ServedHost, id: MachineId, poolId: string): Promise<number> => {
  const ms = await timed(async () => {
    const request = { id, to: { poolId }, kind: 'full', track: false, quiesce: false } as const
    await host.done(await host.services.backups.create(request))
  })
  const { backups } = await host.services.backups.list(id)
  for (const { id } of backups) await host.done(await host.services.backups.delete(id, true))
  return (MEGABYTES / ms) * 1000
}

/** The same by virsh, to the same place, and waits for the event of its end. */
const virshRound = async (daemon: PrivateDaemon, folder: string): Promise<number> => {
  const target = join(folder, 'virsh.qcow2')
  const file = join(daemon.directory, 'backup.xml')
  await writeFile(
    file,
    `<domainbackup><disks><disk name='vda' backup='yes' type='file'><driver type='qcow2'/><target file='${target}'/></disk></disks></domainbackup>`,
  )
  const ms = await timed(async () => {
    const ended = daemon.virsh('event', NAME, '--event', 'job-completed', '--timeout', '600')
    await daemon.virsh('backup-begin', NAME, file)
    await ended
  })
  await daemon.runAs('rm', target)
  return (MEGABYTES / ms) * 1000
}

/** Backing up a full disk to a pool, from the order to the end with all that belongs to it. */
export const backups: Family = {
  figures: [figure],
  measure: () =>
    withDaemon(async (daemon) => {
      progress(`${figure.name}: ${MEGABYTES} MiB each round …`)
      const host = await serveHost(daemon.uri())
      try {
        const id = await startMachine(daemon, host)
        const folder = join(daemon.directory, 'home', POOL)
        const poolId = await host.services.storage.pools.create({
          hostId: host.hostId,
          name: POOL,
          pool: { type: 'dir', path: folder },
          build: true,
          overwrite: false,
          start: true,
          autostart: false,
        })
        const measurement = await inTurn({
          name: figure.name,
          rounds: 5,
          warmUps: 1,
          ours: () => ourRound(host, id, poolId),
          peer: () => virshRound(daemon, folder),
        })
        await daemon.virsh('destroy', NAME)
        return { [figure.name]: measurement }
      } finally {
        await host.close()
      }
    }),
}
