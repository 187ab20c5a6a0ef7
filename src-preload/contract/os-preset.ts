/** What the osinfo database recommends for an operating system. */
export interface OsPreset {
  /** `http://debian.org/debian/12` */
  readonly id: string
  /** `debian12` */
  readonly shortId: string
  readonly name: string
  /** `linux`, `winnt`, `freebsd`. */
  readonly family?: string
  /** Dates as `2023-06-10`. */
  readonly released?: string
  readonly endOfLife?: string
  readonly memoryMib?: number
  readonly vcpus?: number
  readonly diskMib?: number
  /** It comes with drivers for virtio disks and network cards. */
  readonly hasVirtio: boolean
}
