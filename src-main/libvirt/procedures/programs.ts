import type { Traits } from '../wire/procedure'

/** The program of libvirt's own API. */
export const REMOTE_PROGRAM = 0x2000_8086

/** The program of what only the QEMU driver offers. */
export const QEMU_PROGRAM = 0x2000_8087

/** Answered even while every ordinary worker of the daemon hangs on a stuck hypervisor. */
export const high = { highPriority: true } as const satisfies Traits
