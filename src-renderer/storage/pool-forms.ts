import type { PoolRequest } from '../../src-preload/contract/pool-request'
import { t } from '../../src-preload/language/t'

/** A field of the form for a type of pool. */
export interface PoolField {
  /** Where its value belongs in the request: `server.name`. */
  readonly at: string
  readonly label: string
  /** Text unless it says otherwise; of lines and servers there may be several, one a line. */
  readonly kind?: 'number' | 'lines' | 'servers' | 'choice'
  readonly options?: readonly { readonly value: string; readonly text: string }[]
  readonly hint?: string
  readonly placeholder?: string
  /** It can be left empty. */
  readonly optional?: true
  /** Of the width; a half unless it says otherwise. */
  readonly width?: 'third' | 'two thirds' | 'whole'
  /** Only there while another field has this value. */
  readonly when?: readonly [at: string, value: string]
}

export interface PoolForm {
  /** What such a pool is. */
  readonly about: string
  readonly fields: readonly PoolField[]
  /** What building it does, where there is something to build. */
  readonly build?: string
  /** Building can destroy what is there. */
  readonly overwrites?: true
}

const path = (placeholder: string, label = t('Directory')): PoolField => ({
  at: 'path',
  label,
  placeholder,
  width: 'whole',
})

const optionalPath = (placeholder: string): PoolField => ({
  ...path(placeholder, t('Where its volumes appear')),
  optional: true,
})

const device: PoolField = { at: 'device', label: t('Device'), placeholder: '/dev/sdb1' }

const server: readonly PoolField[] = [
  { at: 'server.name', label: t('Server'), placeholder: 'nas.example', width: 'two thirds' },
  {
    at: 'server.port',
    label: t('Port'),
    kind: 'number',
    placeholder: t('the usual one'),
    optional: true,
    width: 'third',
  },
]

const permissions: readonly PoolField[] = [
  {
    at: 'permissions.mode',
    label: t('Mode'),
    placeholder: t('optional'),
    optional: true,
    width: 'third',
  },
  {
    at: 'permissions.owner',
    label: t('Owner (UID)'),
    kind: 'number',
    placeholder: t('optional'),
    optional: true,
    width: 'third',
  },
  {
    at: 'permissions.group',
    label: t('Group (GID)'),
    kind: 'number',
    placeholder: t('optional'),
    optional: true,
    width: 'third',
  },
]

const login: readonly PoolField[] = [
  { at: 'login.username', label: t('User'), placeholder: t('optional'), optional: true },
  {
    at: 'login.secret.usage',
    label: t('Secret'),
    placeholder: t('optional'),
    hint: t('The usage name of a secret that the host keeps'),
    optional: true,
  },
]

const choice = (...values: readonly string[]): NonNullable<PoolField['options']> => [
  { value: '', text: t('Found out by the host') },
  ...values.map((value) => ({ value, text: value })),
]

const members: PoolField = {
  at: 'devices',
  label: t('Devices'),
  kind: 'lines',
  width: 'whole',
  placeholder: '/dev/sdc',
  hint: t('One a line; only where it is to be made'),
  optional: true,
}

/** A form for each type of pool that libvirt knows. */
export const poolForms: Readonly<Record<PoolRequest['type'], PoolForm>> = {
  dir: {
    about: t('A directory of the host. Its volumes are files.'),
    fields: [path('/var/lib/libvirt/images'), ...permissions],
    build: t('Make the directory'),
  },
  fs: {
    about: t('A file system on a device, mounted by the host. Its volumes are files.'),
    fields: [
      device,
      { at: 'format', label: t('File system'), placeholder: 'auto', optional: true },
      path('/mnt/guests', t('Mounted at')),
      ...permissions,
    ],
    build: t('Make the file system'),
    overwrites: true,
  },
  netfs: {
    about: t('A directory that a server exports, mounted by the host. Its volumes are files.'),
    fields: [
      ...server,
      { at: 'directory', label: t('Export'), placeholder: '/export/guests', width: 'whole' },
      {
        at: 'format',
        label: t('Protocol'),
        kind: 'choice',
        options: choice('nfs', 'glusterfs', 'cifs'),
        optional: true,
      },
      {
        at: 'protocolVersion',
        label: t('NFS version'),
        placeholder: t('negotiated'),
        optional: true,
      },
      path('/mnt/guests', t('Mounted at')),
      ...permissions,
    ],
    build: t('Make the directory that it is mounted at'),
  },
  logical: {
    about: t('An LVM volume group. Its volumes are logical volumes.'),
    fields: [{ at: 'group', label: t('Volume group'), placeholder: 'guests' }, members],
    build: t('Make the volume group'),
    overwrites: true,
  },
  disk: {
    about: t('A whole disk. Its volumes are partitions.'),
    fields: [
      { ...device, placeholder: '/dev/sdb' },
      {
        at: 'format',
        label: t('Partition table'),
        kind: 'choice',
        options: choice('gpt', 'dos', 'dvh', 'mac', 'bsd', 'pc98', 'sun', 'lvm2'),
        optional: true,
      },
      optionalPath('/dev'),
    ],
    build: t('Write a partition table'),
    overwrites: true,
  },
  iscsi: {
    about: t('An iSCSI target, attached by the host. Its volumes are there already.'),
    fields: [
      ...server,
      {
        at: 'target',
        label: t('Target'),
        placeholder: 'iqn.2026-01.example:guests',
        width: 'whole',
      },
      {
        at: 'initiator',
        label: t('Initiator'),
        placeholder: t('the host’s own'),
        optional: true,
        width: 'whole',
      },
      ...login,
      optionalPath('/dev/disk/by-path'),
    ],
  },
  'iscsi-direct': {
    about: t('An iSCSI target, read by libvirt itself. Its volumes are there already.'),
    fields: [
      ...server,
      {
        at: 'target',
        label: t('Target'),
        placeholder: 'iqn.2026-01.example:guests',
        width: 'whole',
      },
      {
        at: 'initiator',
        label: t('Initiator'),
        placeholder: 'iqn.2026-01.example:host',
        width: 'whole',
      },
      ...login,
    ],
  },
  scsi: {
    about: t('The disks of an adapter. Its volumes are there already.'),
    fields: [
      {
        at: 'adapter.kind',
        label: t('Adapter'),
        kind: 'choice',
        options: [
          { value: 'scsi', text: 'SCSI' },
          { value: 'fibreChannel', text: t('Fibre Channel') },
        ],
      },
      {
        at: 'adapter.name',
        label: t('Name of the adapter'),
        placeholder: 'scsi_host3',
        when: ['adapter.kind', 'scsi'],
      },
      {
        at: 'adapter.wwnn',
        label: t('World Wide Node Name'),
        placeholder: '20000000c9831b4b',
        when: ['adapter.kind', 'fibreChannel'],
      },
      {
        at: 'adapter.wwpn',
        label: t('World Wide Port Name'),
        placeholder: '10000000c9831b4b',
        when: ['adapter.kind', 'fibreChannel'],
      },
      {
        at: 'adapter.parent',
        label: t('Parent adapter'),
        placeholder: 'scsi_host3',
        optional: true,
        when: ['adapter.kind', 'fibreChannel'],
      },
      optionalPath('/dev/disk/by-path'),
    ],
  },
  mpath: {
    about: t('All multipath devices of the host. There is at most one such pool.'),
    fields: [optionalPath('/dev/mapper')],
  },
  rbd: {
    about: t('A pool of a Ceph cluster. Its volumes are RBD images.'),
    fields: [
      { at: 'pool', label: t('Ceph pool'), placeholder: 'guests' },
      {
        at: 'monitors',
        label: t('Monitors'),
        kind: 'servers',
        width: 'whole',
        placeholder: 'ceph1.example:6789',
        hint: t('One a line, with a port where it is not the usual one'),
      },
      ...login,
    ],
  },
  sheepdog: {
    about: t('A Sheepdog cluster.'),
    fields: [...server, { at: 'cluster', label: t('Cluster') }],
  },
  gluster: {
    about: t('A Gluster volume, read by libvirt itself. Its volumes are files.'),
    fields: [
      ...server,
      { at: 'volume', label: t('Gluster volume'), placeholder: 'guests' },
      { at: 'directory', label: t('Directory'), placeholder: '/', optional: true },
    ],
  },
  zfs: {
    about: t('A ZFS pool. Its volumes are ZFS volumes.'),
    fields: [{ at: 'pool', label: t('ZFS pool'), placeholder: 'tank/guests' }, members],
    build: t('Make the ZFS pool'),
  },
  vstorage: {
    about: t('A Virtuozzo storage cluster, mounted by the host.'),
    fields: [{ at: 'cluster', label: t('Cluster') }, path('/mnt/vstorage', t('Mounted at'))],
  },
}
