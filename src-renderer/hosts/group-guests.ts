/** The kinds of guests of one architecture, such as `kvm` and `qemu`. */
export interface GuestTypes {
  readonly arch: string
  readonly types: readonly string[]
}

/** `x86_64 kvm`, `x86_64 qemu`, … by architecture, in the order in which they come. */
export const groupGuests = (guests: readonly string[]): readonly GuestTypes[] => {
  const byArch = new Map<string, Set<string>>()
  for (const guest of guests) {
    const [arch = guest, type = ''] = guest.split(' ')
    byArch.set(arch, (byArch.get(arch) ?? new Set()).add(type))
  }
  return [...byArch].map(([arch, types]) => ({ arch, types: [...types] }))
}
