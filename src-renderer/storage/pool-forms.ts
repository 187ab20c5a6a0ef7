import type { PoolRequest } from '../../src-preload/contract/pool-request'

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

const path = (placeholder: string, label = 'Directory'): PoolField => ({
  at: 'path',
  label,
  placeholder,
  width: 'whole',
})

const optionalPath = (placeholder: string): PoolField => ({
  ...path(placeholder, 'Where its volumes appear'),
  optional: true,
})

const device: PoolField = { at: 'device', label: 'Device', placeholder: '/dev/sdb1' }

const server: readonly PoolField[] = [
  { at: 'server.name', label: 'Server', placeholder: 'nas.example', width: 'two thirds' },
  {
    at: 'server.port',
    label: 'Port',
    kind: 'number',
    placeholder: 'the usual one',
    optional: true,
  },
]

const permissions: readonly PoolField[] = [
  {
    at: 'permissions.mode',
    label: 'Mode',
    placeholder: 'optional',
    optional: true,
    width: 'third',
  },
  {
    at: 'permissions.owner',
    label: 'Owner (UID)',
    kind: 'number',
    placeholder: 'optional',
    optional: true,
    width: 'third',
  },
  {
    at: 'permissions.group',
    label: 'Group (GID)',
    kind: 'number',
    placeholder: 'optional',
    optional: true,
    width: 'third',
  },
]

const login: readonly PoolField[] = [
  { at: 'login.username', label: 'User', placeholder: 'optional', optional: true },
  {
    at: 'login.secret.usage',
    label: 'Secret',
    placeholder: 'optional',
    hint: 'The usage name of a secret that the host keeps',
    optional: true,
  },
]

const choice = (...values: readonly string[]): NonNullable<PoolField['options']> => [
  { value: '', text: 'Found out by the host' },
  ...values.map((value) => ({ value, text: value })),
]

const members: PoolField = {
  at: 'devices',
  label: 'Devices',
  kind: 'lines',
  width: 'whole',
  placeholder: '/dev/sdc',
  hint: 'One a line; only where it is to be made',
  optional: true,
}

/** A form for each type of pool that libvirt knows. */
export const poolForms: Readonly<Record<PoolRequest['type'], PoolForm>> = {
  dir: {
    about: 'A directory of the host. Its volumes are files.',
    fields: [path('/var/lib/libvirt/images'), ...permissions],
    build: 'Make the directory',
  },
  fs: {
    about: 'A file system on a device, mounted by the host. Its volumes are files.',
    fields: [
      device,
      { at: 'format', label: 'File system', placeholder: 'auto', optional: true },
      path('/mnt/guests', 'Mounted at'),
      ...permissions,
    ],
    build: 'Make the file system',
    overwrites: true,
  },
  netfs: {
    about: 'A directory that a server exports, mounted by the host. Its volumes are files.',
    fields: [
      ...server,
      { at: 'directory', label: 'Export', placeholder: '/export/guests', width: 'whole' },
      {
        at: 'format',
        label: 'Protocol',
        kind: 'choice',
        options: choice('nfs', 'glusterfs', 'cifs'),
        optional: true,
      },
      { at: 'protocolVersion', label: 'NFS version', placeholder: 'negotiated', optional: true },
      path('/mnt/guests', 'Mounted at'),
      ...permissions,
    ],
    build: 'Make the directory that it is mounted at',
  },
  logical: {
    about: 'An LVM volume group. Its volumes are logical volumes.',
    fields: [{ at: 'group', label: 'Volume group', placeholder: 'guests' }, members],
    build: 'Make the volume group',
    overwrites: true,
  },
  disk: {
    about: 'A whole disk. Its volumes are partitions.',
    fields: [
      { ...device, placeholder: '/dev/sdb' },
      {
        at: 'format',
        label: 'Partition table',
        kind: 'choice',
        options: choice('gpt', 'dos', 'dvh', 'mac', 'bsd', 'pc98', 'sun', 'lvm2'),
        optional: true,
      },
      optionalPath('/dev'),
    ],
    build: 'Write a partition table',
    overwrites: true,
  },
  iscsi: {
    about: 'An iSCSI target, attached by the host. Its volumes are there already.',
    fields: [
      ...server,
      { at: 'target', label: 'Target', placeholder: 'iqn.2026-01.example:guests', width: 'whole' },
      {
        at: 'initiator',
        label: 'Initiator',
        placeholder: 'the host’s own',
        optional: true,
        width: 'whole',
      },
      ...login,
      optionalPath('/dev/disk/by-path'),
    ],
  },
  'iscsi-direct': {
    about: 'An iSCSI target, read by libvirt itself. Its volumes are there already.',
    fields: [
      ...server,
      { at: 'target', label: 'Target', placeholder: 'iqn.2026-01.example:guests', width: 'whole' },
      {
        at: 'initiator',
        label: 'Initiator',
        placeholder: 'iqn.2026-01.example:host',
        width: 'whole',
      },
      ...login,
    ],
  },
  scsi: {
    about: 'The disks of an adapter. Its volumes are there already.',
    fields: [
      {
        at: 'adapter.kind',
        label: 'Adapter',
        kind: 'choice',
        options: [
          { value: 'scsi', text: 'SCSI' },
          { value: 'fibreChannel', text: 'Fibre Channel' },
        ],
      },
      {
        at: 'adapter.name',
        label: 'Name of the adapter',
        placeholder: 'scsi_host3',
        when: ['adapter.kind', 'scsi'],
      },
      {
        at: 'adapter.wwnn',
        label: 'World Wide Node Name',
        placeholder: '20000000c9831b4b',
        when: ['adapter.kind', 'fibreChannel'],
      },
      {
        at: 'adapter.wwpn',
        label: 'World Wide Port Name',
        placeholder: '10000000c9831b4b',
        when: ['adapter.kind', 'fibreChannel'],
      },
      {
        at: 'adapter.parent',
        label: 'Parent adapter',
        placeholder: 'scsi_host3',
        optional: true,
        when: ['adapter.kind', 'fibreChannel'],
      },
      optionalPath('/dev/disk/by-path'),
    ],
  },
  mpath: {
    about: 'All multipath devices of the host. There is at most one such pool.',
    fields: [optionalPath('/dev/mapper')],
  },
  rbd: {
    about: 'A pool of a Ceph cluster. Its volumes are RBD images.',
    fields: [
      { at: 'pool', label: 'Ceph pool', placeholder: 'guests' },
      {
        at: 'monitors',
        label: 'Monitors',
        kind: 'servers',
        width: 'whole',
        placeholder: 'ceph1.example:6789',
        hint: 'One a line, with a port where it is not the usual one',
      },
      ...login,
    ],
  },
  sheepdog: {
    about: 'A Sheepdog cluster.',
    fields: [...server, { at: 'cluster', label: 'Cluster' }],
  },
  gluster: {
    about: 'A Gluster volume, read by libvirt itself. Its volumes are files.',
    fields: [
      ...server,
      { at: 'volume', label: 'Gluster volume', placeholder: 'guests' },
      { at: 'directory', label: 'Directory', placeholder: '/', optional: true },
    ],
  },
  zfs: {
    about: 'A ZFS pool. Its volumes are ZFS volumes.',
    fields: [{ at: 'pool', label: 'ZFS pool', placeholder: 'tank/guests' }, members],
    build: 'Make the ZFS pool',
  },
  vstorage: {
    about: 'A Virtuozzo storage cluster, mounted by the host.',
    fields: [{ at: 'cluster', label: 'Cluster' }, path('/mnt/vstorage', 'Mounted at')],
  },
}
