import { existsSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MachineId } from '../../../src-preload/contract/machine'
import type { NewMachine } from '../../../src-preload/contract/provisioning'
import { startPrivateDaemon, type PrivateDaemon } from '../../libvirt/testing/private-daemon'
import { talkToGuest } from '../../testing/guest-shell'
import { serveHost, until, type ServedHost } from '../../testing/served-host'
import { guestFolder } from '../demo-machine'

let daemon: PrivateDaemon
let host: ServedHost

beforeAll(async () => {
  daemon = await startPrivateDaemon()
  for (const file of ['vmlinuz', 'initrd.img']) {
    await copyFile(join(guestFolder(), file), join(daemon.directory, file))
  }
  host = await serveHost(daemon.uri())
})

afterAll(async () => {
  await host.close()
  await daemon.dispose()
})

/** A guest of a kernel that says on its console what firmware and TPM it finds. */
const make = async (name: string, more: Partial<NewMachine>): Promise<MachineId> => {
  const started = await host.services.provisioner.create({
    hostId: host.hostId,
    name,
    source: {
      type: 'directBoot',
      kernel: join(daemon.directory, 'vmlinuz'),
      initrd: join(daemon.directory, 'initrd.img'),
      cmdline: 'console=ttyS0 no_timer_check quiet',
    },
    networks: [],
    disk: null,
    graphics: 'none',
    memoryMib: 256,
    vcpus: 1,
    start: true,
    ...more,
  })
  const { id } = await started.result
  await until(() => host.services.inventory.get(id)?.state === 'running')
  return id
}

/** The files that a machine's firmware and TPM remember in. */
const stateOf = (id: MachineId, name: string): readonly string[] => {
  const folder = join(daemon.env['XDG_CONFIG_HOME'] ?? '', 'libvirt/qemu')
  const uuid = id.slice(id.lastIndexOf('/') + 1)
  return [join(folder, `nvram/${name}_VARS.fd`), join(folder, `swtpm/${uuid}/tpm2/tpm2-00.permall`)]
}

const exist = (files: readonly string[]): boolean[] => files.map((file) => existsSync(file))

test('a guest boots by UEFI and finds its TPM; what both remember is named, kept and removed', async () => {
  const id = await make('sealed', { firmware: 'uefi', tpm: true })
  const said = await talkToGuest(host, id, [
    'ls -d /sys/firmware/efi; echo version $(cat /sys/class/tpm/tpm0/tpm_version_major); echo do"ne"',
  ])
  expect(said).toContain('\n/sys/firmware/efi\n')
  expect(said).toContain('version 2')

  const files = stateOf(id, 'sealed')
  expect(exist(files)).toEqual([true, true])
  const { items } = await host.services.removal.removal.plan(id)
  expect(items).toMatchObject([
    { kind: 'definition', fate: 'goes' },
    { kind: 'nvram', label: files[0], fate: 'goes', restorable: true },
    { kind: 'tpm', fate: 'goes', restorable: true },
  ])
  const remove = (mode: 'trash' | 'forever', forceOff: boolean) =>
    host.done(host.services.removal.remove({ id, keys: [], mode, forceOff }))
  await remove('trash', true)
  expect(await daemon.virsh('list', '--all', '--name')).not.toContain('sealed')
  expect(exist(files)).toEqual([true, true])
  const [entry] = host.services.removal.trash
  await host.done(host.services.removal.restore(entry?.id ?? ''))
  await until(() => host.services.inventory.get(id))
  expect(exist(files)).toEqual([true, true])
  // The host chose the firmware: its definition says nothing of where that remembers.
  expect(await daemon.virsh('dumpxml', 'sealed')).not.toContain('nvram')
  const again = await host.services.removal.removal.plan(id)
  expect(again.items).toMatchObject(items.map(({ kind, label }) => ({ kind, label })))
  await remove('trash', false)
  await host.done(host.services.removal.delete(host.services.removal.trash[0]?.id ?? ''))
  expect(exist(files)).toEqual([false, false])
}, 240_000)

test('with secure boot the guest’s kernel locks itself down', async () => {
  const id = await make('secure', { firmware: 'secure-boot' })
  const xml = await daemon.virsh('dumpxml', 'secure')
  expect(xml).toContain("<smm state='on'")
  expect(xml).toMatch(/<loader readonly='yes' secure='yes' type='pflash'>/)
  expect(xml).toContain("<feature enabled='yes' name='secure-boot'/>")
  const said = await talkToGuest(host, id, ['dmesg | grep -i secure; echo do"ne"'])
  expect(said).toContain('Secure boot enabled')
}, 240_000)
