import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { launchDigest } from './launch-digest'
import { matchesSevMeasurement, sevLengths } from './sev-measurement'

const byte = z.number().int().min(0).max(0xff)
const path = z.string().min(1)

const hexBytes = (length: number) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-fA-F]{${length * 2}}$`), `must be ${length} bytes in hex`)
    .transform((text) => Buffer.from(text, 'hex'))

const base64Bytes = (length: number) =>
  z
    .string()
    .refine(
      (text) =>
        /^[A-Za-z0-9+/]+={0,2}$/.test(text) &&
        text.length % 4 === 0 &&
        Buffer.from(text, 'base64').length === length,
      `must be ${length} bytes in base64`,
    )
    .transform((text) => Buffer.from(text, 'base64'))

const vectorForm = z
  .object({
    tik: hexBytes(sevLengths.tik),
    api_major: byte,
    api_minor: byte,
    build_id: byte,
    policy: z.number().int().min(0).max(0xffff_ffff),
    measured_digest: base64Bytes(sevLengths.digest).optional(),
    firmware: path.optional(),
    kernel: path.optional(),
    initrd: path.optional(),
    cmdline: z.string().optional(),
    vmsa: z.array(path).optional(),
    measurement: base64Bytes(sevLengths.mac + sevLengths.nonce),
  })
  .refine((vector) => (vector.measured_digest === undefined) !== (vector.firmware === undefined), {
    message: 'must have either measured_digest or firmware',
  })
  .refine((vector) => vector.firmware !== undefined || !(vector.kernel ?? vector.vmsa), {
    message: 'kernel and vmsa need firmware',
  })
  .refine(
    (vector) => vector.kernel !== undefined || (vector.initrd ?? vector.cmdline) === undefined,
    {
      message: 'initrd and cmdline need kernel',
    },
  )

type Vector = z.infer<typeof vectorForm>

const digestOf = (vector: Vector, read: (path: string) => Buffer): Buffer => {
  if (vector.firmware === undefined) return vector.measured_digest ?? Buffer.alloc(0)
  const { kernel, initrd, cmdline } = vector
  return launchDigest({
    firmware: read(vector.firmware),
    ...(kernel !== undefined && {
      directBoot: {
        kernel: read(kernel),
        ...(initrd !== undefined && { initrd: read(initrd) }),
        ...(cmdline !== undefined && { cmdline }),
      },
    }),
    vmsas: (vector.vmsa ?? []).map(read),
  })
}

/**
 * Verifies a launch measurement that a JSON file describes: `tik` in hex; `api_major`, `api_minor`,
 * `build_id`, `policy`; `measured_digest` in base64, or `firmware` with, where the guest has them,
 * `kernel`, `initrd`, `cmdline` and a list `vmsa`; `measurement` in base64. Paths are relative to
 * the file's folder. Throws a `Problem` that says what in it is malformed or cannot be read.
 */
export const verifySevVector = (file: string): boolean => {
  const read = (name: string): Buffer => {
    try {
      return readFileSync(resolve(dirname(file), name))
    } catch (cause) {
      throw new Problem('not-found', t('{name} cannot be read', { name }), { cause })
    }
  }
  const text = read(resolve(file)).toString('utf8')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new Problem('invalid', t('{file} is no JSON', { file }), { cause })
  }
  const parsed = vectorForm.safeParse(json)
  if (!parsed.success) {
    throw new Problem('invalid', `${file} is malformed:\n${z.prettifyError(parsed.error)}`)
  }
  const vector = parsed.data
  return matchesSevMeasurement(
    {
      tik: vector.tik,
      apiMajor: vector.api_major,
      apiMinor: vector.api_minor,
      buildId: vector.build_id,
      policy: vector.policy,
      digest: digestOf(vector, read),
    },
    vector.measurement,
  )
}
