import type { PoolRequest } from '../../src-preload/contract/pool-request'
import { buildXml, type XmlTree } from '../xml/build-xml'

type OfType<T extends PoolRequest['type']> = Extract<PoolRequest, { type: T }>
type Login = NonNullable<OfType<'rbd'>['login']>
type Server = OfType<'netfs'>['server']
type Permissions = NonNullable<OfType<'dir'>['permissions']>

const hostTree = ({ name, port }: Server): XmlTree => ['host', { name, port }]

const loginTree = (login: Login | undefined, type: 'chap' | 'ceph'): XmlTree | undefined =>
  login && ['auth', { type, username: login.username }, ['secret', login.secret]]

const initiatorTree = (name: string | undefined): XmlTree | undefined =>
  name === undefined ? undefined : ['initiator', {}, ['iqn', { name }]]

const formatTree = (type: string | undefined): XmlTree | undefined =>
  type === undefined ? undefined : ['format', { type }]

const deviceTrees = (paths: readonly string[] = []): XmlTree[] =>
  paths.map((path) => ['device', { path }])

const targetTree = (path: string, permissions?: Permissions): XmlTree => [
  'target',
  {},
  ['path', {}, path],
  // Libvirt wants all three of them, where −1 is "as it comes".
  permissions && [
    'permissions',
    {},
    ['mode', {}, permissions.mode ?? '0711'],
    ['owner', {}, permissions.owner ?? -1],
    ['group', {}, permissions.group ?? -1],
  ],
]

const adapterTree = ({ adapter }: OfType<'scsi'>): XmlTree =>
  adapter.kind === 'scsi'
    ? ['adapter', { type: 'scsi_host', name: adapter.name }]
    : [
        'adapter',
        { type: 'fc_host', parent: adapter.parent, wwnn: adapter.wwnn, wwpn: adapter.wwpn },
      ]

/** What is inside a pool's XML after its name, for each type. */
const insides: {
  readonly [T in PoolRequest['type']]: (pool: OfType<T>) => readonly (XmlTree | undefined)[]
} = {
  dir: ({ path, permissions }) => [targetTree(path, permissions)],
  fs: ({ device, format, path, permissions }) => [
    ['source', {}, ['device', { path: device }], formatTree(format)],
    targetTree(path, permissions),
  ],
  netfs: ({ server, directory, format, protocolVersion, path, permissions }) => [
    [
      'source',
      {},
      hostTree(server),
      ['dir', { path: directory }],
      formatTree(format),
      protocolVersion === undefined ? undefined : ['protocol', { ver: protocolVersion }],
    ],
    targetTree(path, permissions),
  ],
  logical: ({ group, devices }) => [
    ['source', {}, ...deviceTrees(devices), ['name', {}, group], formatTree('lvm2')],
    targetTree(`/dev/${group}`),
  ],
  disk: ({ device, format, path = '/dev' }) => [
    ['source', {}, ['device', { path: device }], formatTree(format)],
    targetTree(path),
  ],
  iscsi: ({ server, target, initiator, login, path = '/dev/disk/by-path' }) => [
    [
      'source',
      {},
      hostTree(server),
      ['device', { path: target }],
      initiatorTree(initiator),
      loginTree(login, 'chap'),
    ],
    targetTree(path),
  ],
  'iscsi-direct': ({ server, target, initiator, login }) => [
    [
      'source',
      {},
      hostTree(server),
      ['device', { path: target }],
      initiatorTree(initiator),
      loginTree(login, 'chap'),
    ],
  ],
  scsi: (pool) => [['source', {}, adapterTree(pool)], targetTree(pool.path ?? '/dev/disk/by-path')],
  mpath: ({ path = '/dev/mapper' }) => [targetTree(path)],
  rbd: ({ pool, monitors, login }) => [
    ['source', {}, ['name', {}, pool], ...monitors.map(hostTree), loginTree(login, 'ceph')],
  ],
  sheepdog: ({ server, cluster }) => [['source', {}, hostTree(server), ['name', {}, cluster]]],
  gluster: ({ server, volume, directory = '/' }) => [
    ['source', {}, hostTree(server), ['name', {}, volume], ['dir', { path: directory }]],
  ],
  zfs: ({ pool, devices }) => [['source', {}, ['name', {}, pool], ...deviceTrees(devices)]],
  vstorage: ({ cluster, path }) => [['source', {}, ['name', {}, cluster]], targetTree(path)],
}

/** The definition of a pool. Throws a `Problem` for text that XML cannot carry. */
export const poolXml = (name: string, pool: PoolRequest): string => {
  const inside = insides[pool.type] as (pool: PoolRequest) => readonly (XmlTree | undefined)[]
  return buildXml(['pool', { type: pool.type }, ['name', {}, name], ...inside(pool)])
}
