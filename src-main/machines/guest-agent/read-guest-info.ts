import { isIP } from 'node:net'
import { z } from 'zod'
import type {
  GuestFileSystem,
  GuestInterface,
  GuestReport,
  GuestUser,
} from '../../../src-preload/contract/guest'
import { parameterMap, type ParameterValue, type TypedParameter } from '../../libvirt'

/** What a report holds of what the guest itself says. */
export type GuestFacts = Omit<GuestReport, 'machineId' | 'state' | 'readAt' | 'clockAheadMs'>

/** How many of each kind are shown: guests may claim any number. */
const MOST_USERS = 64
const MOST_FILE_SYSTEMS = 128
const MOST_INTERFACES = 64
const MOST_ADDRESSES = 32

type Values = ReadonlyMap<string, ParameterValue>

const text = (most: number) =>
  z
    .string()
    .min(1)
    .transform((said) => said.slice(0, most))
const name = text(255)
const optional = name.optional().catch(undefined)
const bytes = z
  .union([z.bigint(), z.number()])
  .transform(Number)
  .pipe(z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER))
  .optional()
  .catch(undefined)
/** Nobody has been logged in since before 1970, or until after 2286. */
const moment = z
  .union([z.bigint(), z.number()])
  .transform(Number)
  .pipe(z.number().int().positive().max(9_999_999_999_999))
  .optional()
  .catch(undefined)

const user = z.object({ name: name, domain: optional, 'login-time': moment })
const fileSystem = z.object({
  mountpoint: text(1024),
  name: z.string().transform((said) => said.slice(0, 255)),
  fstype: z.string().transform((said) => said.slice(0, 64)),
  'total-bytes': bytes,
  'used-bytes': bytes,
})
const hardwareAddress = z
  .string()
  .regex(/^[\da-f]{2}(:[\da-f]{2}){5,19}$/i)
  .optional()
  .catch(undefined)
const networkInterface = z.object({ name, hwaddr: hardwareAddress })
const address = z.object({
  addr: z.string().refine((said) => isIP(said) !== 0),
  prefix: z.number().int().min(0).max(128),
})
const zone = z.object({
  name: optional,
  offset: z.number().int().min(-86_400).max(86_400).optional().catch(undefined),
})

/** The values below a prefix, by what follows it. */
const below = (values: Values, prefix: string): Record<string, ParameterValue> =>
  Object.fromEntries(
    [...values].flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value] as const] : [],
    ),
  )

/** The records of a list that make sense, at most so many. */
const records = <T>(values: Values, list: string, shape: z.ZodType<T>, most: number): T[] => {
  const claimed = values.get(`${list}.count`)
  const count = Math.min(most, Math.max(0, Number(claimed ?? 0)) || 0)
  return Array.from({ length: count }, (_, at) =>
    shape.safeParse(below(values, `${list}.${at}.`)),
  ).flatMap((read) => (read.success ? [read.data] : []))
}

const userOf = (found: z.infer<typeof user>): GuestUser => ({
  name: found.name,
  ...(found.domain !== undefined && { domain: found.domain }),
  ...(found['login-time'] !== undefined && { since: found['login-time'] }),
})

const fileSystemOf = (found: z.infer<typeof fileSystem>): GuestFileSystem => ({
  mountPoint: found.mountpoint,
  device: found.name,
  type: found.fstype,
  ...(found['total-bytes'] !== undefined && { totalBytes: found['total-bytes'] }),
  ...(found['used-bytes'] !== undefined && { usedBytes: found['used-bytes'] }),
})

const interfacesIn = (values: Values): GuestInterface[] => {
  const claimed = Math.max(0, Number(values.get('if.count') ?? 0)) || 0
  return Array.from({ length: Math.min(MOST_INTERFACES, claimed) }, (_, at) => at).flatMap((at) => {
    const read = networkInterface.safeParse(below(values, `if.${at}.`))
    if (!read.success) return []
    const addresses = records(values, `if.${at}.addr`, address, MOST_ADDRESSES)
    return [
      {
        name: read.data.name,
        ...(read.data.hwaddr !== undefined && { hardwareAddress: read.data.hwaddr }),
        addresses: addresses.map(({ addr, prefix }) => `${addr}/${prefix}`),
      },
    ]
  })
}

const zoneOf = (values: Values): string | undefined => {
  const read = zone.safeParse(below(values, 'timezone.'))
  if (!read.success || read.data.offset === undefined) return undefined
  const { name: called, offset } = read.data
  const minutes = Math.round(Math.abs(offset) / 60)
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`
  const shift = `UTC${offset < 0 ? '−' : '+'}${Math.floor(minutes / 60)}${rest}`
  return called === undefined || called === 'UTC' ? (called ?? shift) : `${called}, ${shift}`
}

/** Joins what is said, in one line. */
const joined = (...parts: readonly (ParameterValue | undefined)[]): string | undefined =>
  parts
    .filter((part) => typeof part === 'string' && part !== '')
    .join(', ')
    .slice(0, 255) || undefined

/** Reads what a guest says of itself. Whatever makes no sense is left out, and long words are cut. */
export const readGuestInfo = (params: readonly TypedParameter[]): GuestFacts => {
  const values = parameterMap(params)
  const hostName = joined(values.get('hostname'))
  const plain = joined(
    [values.get('os.name'), values.get('os.version')]
      .filter((part) => typeof part === 'string')
      .join(' '),
  )
  const system = joined(values.get('os.pretty-name')) ?? plain
  const kernel = joined(values.get('os.kernel-release'), values.get('os.machine'))
  const timeZone = zoneOf(values)
  return {
    ...(hostName !== undefined && { hostName }),
    ...(system !== undefined && { system }),
    ...(kernel !== undefined && { kernel }),
    ...(timeZone !== undefined && { timeZone }),
    users: records(values, 'user', user, MOST_USERS).map(userOf),
    fileSystems: records(values, 'fs', fileSystem, MOST_FILE_SYSTEMS).map(fileSystemOf),
    interfaces: interfacesIn(values),
  }
}
