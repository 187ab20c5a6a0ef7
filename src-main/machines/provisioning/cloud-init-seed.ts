import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { CloudInit } from '../../../src-preload/contract/provisioning'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { isoImage, type IsoFile } from './iso-image'
import { sha512Crypt } from './sha512-crypt'

/** By this label cloud-init knows its seed. */
const LABEL = 'cidata'

/** What the volume of a machine’s seed is called. */
export const seedVolumeName = (machine: string): string => `${machine}-cidata.iso`

const command = z.union([z.string(), z.array(z.union([z.string(), z.number()]))])

/** What the keys of cloud-config that most use must be; others are passed on as they are. */
const knownKeys = {
  hostname: z.string(),
  fqdn: z.string(),
  manage_etc_hosts: z.union([z.boolean(), z.string()]),
  users: z.array(z.union([z.string(), z.looseObject({ name: z.string() })])),
  ssh_authorized_keys: z.array(z.string()),
  ssh_pwauth: z.union([z.boolean(), z.string()]),
  disable_root: z.boolean(),
  packages: z.array(z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())])),
  package_update: z.boolean(),
  package_upgrade: z.boolean(),
  package_reboot_if_required: z.boolean(),
  runcmd: z.array(command),
  bootcmd: z.array(command),
  write_files: z.array(z.looseObject({ path: z.string() })),
  timezone: z.string(),
  locale: z.string(),
  final_message: z.string(),
  chpasswd: z.record(z.string(), z.unknown()),
  mounts: z.array(z.array(z.unknown())),
  growpart: z.record(z.string(), z.unknown()),
  power_state: z.record(z.string(), z.unknown()),
} as const

/** Keys of other modules: known, and not looked into. */
const otherKeys = (
  'allow_public_ssh_keys ansible apk_repos apt apt_pipelining apt_reboot_if_required autoinstall ' +
  'bootcmd byobu_by_default ca_certs ca-certs chef cloud_config_modules cloud_final_modules ' +
  'cloud_init_modules create_hostname_file datasource datasource_list debug device_aliases ' +
  'disable_ec2_metadata disable_root_opts disk_setup drivers fan fs_setup groups keyboard ' +
  'landscape locale_configfile lxd manual_cache_clean mcollective merge_how merge_type ' +
  'migrate mount_default_fields no_ssh_fingerprints ntp output password ' +
  'phone_home prefer_fqdn_over_hostname preserve_hostname puppet random_seed reporting resize_rootfs ' +
  'resolv_conf rh_subscription rpi rsyslog salt_minion snap spacewalk ssh ssh_deletekeys ' +
  'ssh_fp_console_blacklist ssh_genkeytypes ssh_import_id ssh_keys ssh_publish_hostkeys ' +
  'ssh_quiet_keygen swap system_info ubuntu_advantage ubuntu_pro unverified_modules updates user ' +
  'vendor_data version wireguard yum_repo_dir yum_repos zypper'
).split(' ')

/** The four files that cloud-init's NoCloud source reads, or three where DHCP is enough. */
export interface Seed {
  readonly files: readonly { readonly name: string; readonly text: string }[]
  /** Keys of the person's own that no module of cloud-init knows. */
  readonly unknownKeys: readonly string[]
}

/** Large, and only wanted where there is a seed to write. */
type Yaml = typeof import('yaml')

/** The person's own cloud-config. Throws a `Problem` that says what in it is wrong and where. */
const readUserData = (text: string, { parse, YAMLParseError }: Yaml): Record<string, unknown> => {
  let value: unknown
  try {
    value = parse(text)
  } catch (error) {
    const reason =
      error instanceof YAMLParseError ? (error.message.split('\n')[0] ?? '') : String(error)
    throw new Problem('invalid', t('The user-data is no YAML: {reason}', { reason }))
  }
  if (value === null || value === undefined) return {}
  const parsed = z.looseObject(knownKeys).partial().safeParse(value)
  if (parsed.success) return parsed.data
  throw new Problem(
    'invalid',
    t('The user-data is not as cloud-init has it:\n{mistakes}', {
      mistakes: z.prettifyError(parsed.error),
    }),
  )
}

const usersOf = ({ user, password, sshKeys }: CloudInit): Record<string, unknown> => {
  if (user === undefined && password === undefined && sshKeys === undefined) return {}
  const hash =
    password === undefined
      ? undefined
      : sha512Crypt(password, randomBytes(12).toString('hex').slice(0, 16))
  const login = {
    ...(sshKeys && { ssh_authorized_keys: sshKeys }),
    ...(hash !== undefined && { hashed_passwd: hash, lock_passwd: false }),
  }
  // Without a name of its own, it is the image's user that gets the key and the password.
  if (user === undefined) {
    return {
      ...(sshKeys && { ssh_authorized_keys: sshKeys }),
      ...(hash !== undefined && { password: hash, chpasswd: { expire: false } }),
      ...(hash !== undefined && { ssh_pwauth: true }),
    }
  }
  return {
    users: [
      {
        name: user,
        sudo: 'ALL=(ALL) NOPASSWD:ALL',
        shell: '/bin/bash',
        groups: 'users',
        ...login,
      },
    ],
    ...(hash !== undefined && { ssh_pwauth: true }),
  }
}

const networkConfig = (
  { network }: CloudInit,
  mac: string | undefined,
): Record<string, unknown> | undefined =>
  network && {
    version: 2,
    ethernets: {
      first: {
        match: mac === undefined ? { name: 'e*' } : { macaddress: mac },
        addresses: network.addresses,
        ...(network.gateway !== undefined && {
          routes: [
            { to: network.gateway.includes(':') ? '::/0' : '0.0.0.0/0', via: network.gateway },
          ],
        }),
        ...(network.nameservers && { nameservers: { addresses: network.nameservers } }),
      },
    },
  }

/** A host name out of a machine's name. */
const hostnameOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63) || 'guest'

/** Cloud-init reads YAML 1.1, in which `no` and `0123` are no texts unless they are quoted. */
const asRead = { version: '1.1', lineWidth: 0 } as const

/**
 * Writes what cloud-init reads. `mac` is the first interface's, `instanceId` is new for each
 * machine, so that a copy is set up anew. Rejects with a `Problem` when the person's own part is wrong.
 */
export const makeSeed = async (
  cloudInit: CloudInit,
  machine: { readonly name: string; readonly instanceId: string; readonly mac?: string },
): Promise<Seed> => {
  const yaml = await import('yaml')
  const { stringify } = yaml
  const own = cloudInit.userData === undefined ? {} : readUserData(cloudInit.userData, yaml)
  const hostname = cloudInit.hostname ?? hostnameOf(machine.name)
  const config = {
    hostname,
    ...(hostname.includes('.') && { fqdn: hostname }),
    ...usersOf(cloudInit),
    ...(cloudInit.packages?.length && { package_update: true, packages: cloudInit.packages }),
    ...own,
  }
  const network = networkConfig(cloudInit, machine.mac)
  const metadata = { 'instance-id': machine.instanceId, 'local-hostname': hostname }
  const known = new Set([...Object.keys(knownKeys), ...otherKeys])
  return {
    files: [
      { name: 'meta-data', text: stringify(metadata, asRead) },
      { name: 'user-data', text: `#cloud-config\n${stringify(config, asRead)}` },
      ...(network ? [{ name: 'network-config', text: stringify(network, asRead) }] : []),
    ],
    unknownKeys: Object.keys(own).filter((key) => !known.has(key)),
  }
}

/** The seed as the image that the machine's drive holds. */
export const seedImage = ({ files }: Seed): Buffer =>
  isoImage(
    LABEL,
    files.map(({ name, text }): IsoFile => ({ name, content: Buffer.from(text, 'utf8') })),
  )
