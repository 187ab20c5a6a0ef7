/** What a file of this computer says of a machine that can be made of it. */
export interface ImportFile {
  /** Stands for the file in a request; good until the app ends. */
  readonly file: string
  /** The file's own name. */
  readonly fileName: string
  /** What the machine is called there, or the file without its extension. */
  readonly name: string
  readonly description?: string
  readonly vcpus?: number
  readonly memoryMib?: number
  readonly firmware: 'bios' | 'uefi' | 'secure-boot'
  /** How many network cards it had. */
  readonly nics: number
  /** What its guest surely has drivers for. */
  readonly drivers: ImportDrivers
  readonly disks: readonly ImportDisk[]
  /** virt-v2v is there to give the guest virtio’s drivers. */
  readonly canAdapt: boolean
  /** What of it is not carried over, and what else to know before. */
  readonly notes: readonly string[]
}

/** `compatible` is SATA and e1000e, which nearly every guest has drivers for. */
export const importDrivers = ['virtio', 'compatible'] as const
export type ImportDrivers = (typeof importDrivers)[number]

export interface ImportDisk {
  readonly name: string
  /** Of the file: `vmdk`, `vdi`, `qcow2`, `raw`; `none` is a disk that begins empty. */
  readonly format: string
  /** What the guest sees, in bytes. */
  readonly capacity: number
}

/** What exporting a machine would put into its archive. */
export interface ExportPlan {
  readonly name: string
  readonly disks: readonly {
    readonly target: string
    readonly path: string
    /** What the guest sees, in bytes. */
    readonly capacity: number
    /** What it takes on its host, in bytes: the archive is smaller as a rule. */
    readonly allocation: number
  }[]
  /** What of it is not carried over. */
  readonly notes: readonly string[]
  /** Why it can't be done; absent where it can. */
  readonly refusal?: string
}
