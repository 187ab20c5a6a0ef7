/**
 * The longest list that libvirt's schema allows in each place. A daemon refuses to send more, so a
 * longer list is a torn or hostile message; a request with more items is refused before it leaves.
 */

/** Domains, networks, pools, volumes, snapshots, checkpoints, interfaces, secrets, filters, ports. */
export const MAX_OBJECTS = 16_384
export const MAX_NODE_DEVICES = 65_536
/** Capabilities of one node device. */
export const MAX_NODE_DEVICE_CAPABILITIES = 65_536
export const MAX_DHCP_LEASES = 65_536

export const MAX_AUTH_TYPES = 20
/** Bytes of one step of a SASL exchange. */
export const MAX_SASL_DATA = 65_536
export const MAX_IDENTITY_PARAMETERS = 20

/** Bytes of one CPU map: 16,384 CPUs. */
export const MAX_CPU_MAP_BYTES = 2048
/** Bytes of the CPU maps of all virtual CPUs together. */
export const MAX_CPU_MAPS_BYTES = 8_388_608
export const MAX_VCPU_INFOS = 16_384
export const MAX_IOTHREADS = 16_384
export const MAX_NUMA_CELLS = 1024
export const MAX_CPU_MODELS = 8192
/** CPU descriptions that one baseline is computed from. */
export const MAX_BASELINE_CPUS = 256
/** Parameters of one host CPU, or of one NUMA cell's memory. */
export const MAX_NODE_STATS = 16
export const MAX_NODE_MEMORY_PARAMETERS = 64
export const MAX_SEV_PARAMETERS = 64

/** Scheduler, block I/O weight, memory, NUMA, network interface, block copy, block statistics. */
export const MAX_TUNING_PARAMETERS = 16
export const MAX_BLOCK_IO_TUNE_PARAMETERS = 32
export const MAX_IOTHREAD_PARAMETERS = 64
export const MAX_PERF_EVENTS = 64
export const MAX_NETWORK_PORT_PARAMETERS = 16
/** Per-CPU statistics of one call: 16 parameters of 128 CPUs. */
export const MAX_CPU_STATS_PARAMETERS = 2048
export const MAX_MEMORY_STATS = 1024
/** Parameters of one domain in a bulk statistics reply; old daemons stop at 4,096. */
export const MAX_DOMAIN_STATS_PARAMETERS = 262_144
export const MAX_DISK_ERRORS = 256
export const MAX_MESSAGES = 2048
export const MAX_TUNABLE_EVENT_PARAMETERS = 2048
export const MAX_GRAPHICS_IDENTITIES = 20

/** Migration, save, restore and job statistics. */
export const MAX_JOB_PARAMETERS = 64
/** Bytes of the opaque cookie that the two sides of a migration exchange. */
export const MAX_MIGRATION_COOKIE = 4_194_304
export const MAX_LAUNCH_SECURITY_PARAMETERS = 64

/** Bytes of one peek into a disk or into memory. */
export const MAX_PEEK_BYTES = 4_194_304
export const MAX_SECRET_BYTES = 65_536
export const MAX_KEY_CODES = 16
export const MAX_SECURITY_LABELS = 64
/** Characters of a security label, its closing NUL included. */
export const MAX_SECURITY_LABEL = 4097
/** Characters of a security model's name and of its domain of interpretation, NUL included. */
export const MAX_SECURITY_MODEL = 257

export const MAX_MOUNT_POINTS = 256
/** Disks that carry one file system of a guest. */
export const MAX_FILE_SYSTEM_DISKS = 256
export const MAX_GUEST_INTERFACES = 2048
export const MAX_INTERFACE_ADDRESSES = 2048
export const MAX_GUEST_VCPU_PARAMETERS = 64
export const MAX_GUEST_INFO_PARAMETERS = 2048
export const MAX_SSH_KEYS = 2048
