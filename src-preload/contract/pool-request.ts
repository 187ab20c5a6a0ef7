import { z } from 'zod'
import { hostName, hostPath, line, objectName, port } from './calls/texts'

/** Who may use a pool's directory. */
const permissions = z.object({
  /** Such as `0711`. */
  mode: z
    .string()
    .regex(/^[0-7]{3,4}$/)
    .optional(),
  owner: z.number().int().nonnegative().optional(),
  group: z.number().int().nonnegative().optional(),
})

/** How to prove who we are to a server; the password is a secret that the host keeps. */
const login = z.object({
  username: line(255),
  /** The usage name, or the UUID, of the host's secret. */
  secret: z.union([z.object({ usage: line(255) }), z.object({ uuid: z.guid() })]),
})

const server = z.object({ name: hostName, port: port.optional() })

/** What a pool is made of: a form for each type that libvirt offers. */
export const poolRequest = z.discriminatedUnion('type', [
  /** A directory. */
  z.object({ type: z.literal('dir'), path: hostPath, permissions: permissions.optional() }),
  /** A file system on a device, mounted by the host. */
  z.object({
    type: z.literal('fs'),
    device: hostPath,
    /** `auto` unless it is to be made. */
    format: line(40).optional(),
    path: hostPath,
    permissions: permissions.optional(),
  }),
  /** A server's export, mounted by the host. */
  z.object({
    type: z.literal('netfs'),
    server,
    directory: line(4096),
    format: z.enum(['auto', 'nfs', 'glusterfs', 'cifs']).optional(),
    /** The NFS version, such as `4.2`. */
    protocolVersion: line(10).optional(),
    path: hostPath,
    permissions: permissions.optional(),
  }),
  /** An LVM volume group; devices only where it is to be made. */
  z.object({
    type: z.literal('logical'),
    group: objectName,
    devices: z.array(hostPath).max(64).optional(),
  }),
  /** A whole disk; its volumes are partitions. */
  z.object({
    type: z.literal('disk'),
    device: hostPath,
    format: z.enum(['dos', 'dvh', 'gpt', 'mac', 'bsd', 'pc98', 'sun', 'lvm2']).optional(),
    path: hostPath.optional(),
  }),
  /** An iSCSI target, attached by the host's kernel. */
  z.object({
    type: z.literal('iscsi'),
    server,
    target: line(255),
    initiator: line(255).optional(),
    login: login.optional(),
    path: hostPath.optional(),
  }),
  /** An iSCSI target, read by libvirt itself. */
  z.object({
    type: z.literal('iscsi-direct'),
    server,
    target: line(255),
    initiator: line(255),
    login: login.optional(),
  }),
  /** The disks of an adapter. */
  z.object({
    type: z.literal('scsi'),
    adapter: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('scsi'), name: line(64) }),
      z.object({
        kind: z.literal('fibreChannel'),
        wwnn: z.string().regex(/^[0-9a-f]{16}$/i),
        wwpn: z.string().regex(/^[0-9a-f]{16}$/i),
        parent: line(64).optional(),
      }),
    ]),
    path: hostPath.optional(),
  }),
  /** The host's multipath devices. */
  z.object({ type: z.literal('mpath'), path: hostPath.optional() }),
  /** A Ceph pool. */
  z.object({
    type: z.literal('rbd'),
    pool: objectName,
    monitors: z.array(server).min(1).max(32),
    login: login.optional(),
  }),
  /** A Sheepdog cluster. */
  z.object({ type: z.literal('sheepdog'), server, cluster: objectName }),
  /** A Gluster volume. */
  z.object({
    type: z.literal('gluster'),
    server,
    volume: objectName,
    directory: line(4096).optional(),
  }),
  /** A ZFS pool; devices only where it is to be made. */
  z.object({
    type: z.literal('zfs'),
    pool: objectName,
    devices: z.array(hostPath).max(64).optional(),
  }),
  /** A Virtuozzo storage cluster. */
  z.object({ type: z.literal('vstorage'), cluster: objectName, path: hostPath }),
])

export type PoolRequest = z.infer<typeof poolRequest>
