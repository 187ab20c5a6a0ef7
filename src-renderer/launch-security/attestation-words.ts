import type { Attestation } from '../../src-preload/contract/launch-security'
import { t } from '../../src-preload/language/t'
import { formatMoment } from '../ui/format'

/** What is proven of a launch, in the words of a fact. */
export const stateOf = ({ state }: Attestation): string => {
  if (state === 'not-available') return t('Not available')
  return state === 'attested' ? t('Attested') : t('Not attested')
}

/** Why, as far as that is known. */
export const whyOf = (attestation: Attestation): string => {
  if (attestation.state === 'not-available') return attestation.reason
  const { state, verifiedAt } = attestation
  if (verifiedAt === null) return t('measured, but held against nothing yet')
  const at = formatMoment(verifiedAt)
  return state === 'attested'
    ? t('it was launched with just what its owner has ({at})', { at })
    : t('it was launched with something else than its owner has, or with another key ({at})', {
        at,
      })
}

/** What a guest's policy keeps its host from. */
const policyBits = [
  [0, t('no debugging')],
  [1, t('no sharing of keys')],
  [2, t('encrypted registers')],
  [3, t('stays on its host')],
] as const

export const policyOf = (policy: number): string =>
  [
    `0x${policy.toString(16)}`,
    ...policyBits.filter(([bit]) => (policy >>> bit) & 1).map(([, words]) => words),
  ].join(', ')
