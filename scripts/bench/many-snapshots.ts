import { remote, type Connection, type DomainRef } from '../../src-main/libvirt'
import { SnapshotCreateFlags } from '../../src-main/libvirt/procedures/flags'

const definition = (name: string): string => `<domain type='qemu'>
  <name>${name}</name><memory unit='MiB'>64</memory>
  <os><type machine='q35'>hvm</type></os>
  <devices>
    <disk type='file' device='disk'><driver name='qemu' type='qcow2'/>
      <source file='/nowhere/${name}.qcow2'/><target dev='vda' bus='virtio'/></disk>
    <interface type='user'><model type='virtio'/></interface>
    <serial type='pty'/><console type='pty'/><graphics type='vnc'/>
  </devices>
</domain>`

/**
 * Defines a machine that is off, with so many snapshots as its host remembers them: ten branches
 * of equal length. Their disks need not be there to be listed.
 */
export const defineWithSnapshots = async (
  connection: Connection,
  name: string,
  count: number,
): Promise<DomainRef> => {
  const xml = definition(name)
  const { dom } = await connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  const full = await connection.call(remote.domainGetXmlDesc, { dom, flags: 0 })
  for (let at = 0; at < count; at += 1) {
    const parent = at === 0 ? '' : `<parent><name>snapshot-${Math.max(0, at - 10)}</name></parent>`
    await connection.call(remote.domainSnapshotCreateXml, {
      dom,
      xmlDesc: `<domainsnapshot><name>snapshot-${at}</name><state>shutoff</state>${parent}
        <creationTime>${1_700_000_000 + at}</creationTime><memory snapshot='no'/>
        <disks><disk name='vda' snapshot='internal'/></disks>${full.xml}</domainsnapshot>`,
      flags: SnapshotCreateFlags.redefine,
    })
  }
  return dom
}
