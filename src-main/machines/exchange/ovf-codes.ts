/** CIM's numbers for hardware, as descriptors name it. */
export const resourceTypes = {
  processor: 3,
  memory: 4,
  ide: 5,
  scsi: 6,
  nic: 10,
  cdrom: 15,
  disk: 17,
  sata: 20,
  usb: 23,
} as const

/** CIM’s number for a system that is none of those with one. */
export const OTHER_SYSTEM = 1
