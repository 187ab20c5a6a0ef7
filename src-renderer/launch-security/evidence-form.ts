import type { CallInput } from '../../src-preload/contract'
import { launchSecurityCalls } from '../../src-preload/contract/calls/launch-security'
import type { MachineId } from '../../src-preload/contract/machine'

/** What is filled in: the paths, and what may stand for all of them. */
export interface EvidenceForm {
  readonly by: 'files' | 'digest'
  readonly tik: string
  readonly firmware: string
  readonly kernel: string
  readonly initrd: string
  readonly cmdline: string
  /** A path a line. */
  readonly vmsas: string
  readonly digest: string
}

export const emptyEvidence: EvidenceForm = {
  by: 'files',
  tik: '',
  firmware: '',
  kernel: '',
  initrd: '',
  cmdline: '',
  vmsas: '',
  digest: '',
}

const given = <K extends string>(key: K, value: string): Partial<Record<K, string>> =>
  value === '' ? {} : ({ [key]: value } as Partial<Record<K, string>>)

/** The order that a form stands for, or null while something in it is missing or malformed. */
export const evidenceOf = (
  id: MachineId,
  form: EvidenceForm,
): CallInput<'machines.verifyLaunch'> | null => {
  const kernel = form.kernel.trim()
  const vmsas = form.vmsas
    .split('\n')
    .map((path) => path.trim())
    .filter((path) => path !== '')
  const parsed = launchSecurityCalls['machines.verifyLaunch'].input.safeParse({
    id,
    tik: form.tik.trim(),
    measured:
      form.by === 'digest'
        ? { digest: form.digest.trim() }
        : {
            firmware: form.firmware.trim(),
            // Without a kernel the firmware measures neither of these.
            ...(kernel !== '' && {
              kernel,
              ...given('initrd', form.initrd.trim()),
              ...given('cmdline', form.cmdline),
            }),
            ...(vmsas.length > 0 && { vmsas }),
          },
  })
  return parsed.success ? parsed.data : null
}
