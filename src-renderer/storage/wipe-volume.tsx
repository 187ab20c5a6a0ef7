import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { wipeAlgorithms, type Pool, type WipeAlgorithm } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { volumeUsersQuery } from '../queries/volumes'
import { closeOverlay } from '../state/overlay'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { HostText } from '../ui/host-text'
import { rich } from '../ui/rich'
import { SelectField } from '../ui/select-field'
import { isolated } from '../ui/visible-text'
import { UsedBy } from './used-by'
import { wipeVolume } from './volume-calls'

const words: Readonly<Record<WipeAlgorithm, string>> = {
  zero: t('Zeroes, once'),
  nnsa: t('NNSA, 4 passes'),
  dod: t('DoD, 4 passes'),
  bsi: t('BSI, 9 passes'),
  gutmann: t('Gutmann, 35 passes'),
  schneier: t('Schneier, 7 passes'),
  pfitzner7: t('Pfitzner, 7 passes'),
  pfitzner33: t('Pfitzner, 33 passes'),
  random: t('Random, once'),
  trim: t('Trim: tell the device to forget'),
}

/** Asks before a volume is overwritten, and how. */
export const WipeVolume = ({ pool, name }: { readonly pool: Pool; readonly name: string }) => {
  const [algorithm, setAlgorithm] = useState<WipeAlgorithm>('zero')
  const users = useQuery(volumeUsersQuery(pool.id)).data?.users[name] ?? []
  return (
    <ConfirmDialog
      label={t('Wipe {name}?', { name: isolated(name) })}
      title={rich('Wipe {name}?', { name: <HostText text={name} /> })}
      verb={t('Wipe')}
      isReady={users.length === 0}
      onAct={() => {
        closeOverlay()
        wipeVolume({ poolId: pool.id, name }, algorithm)
      }}
      onCancel={closeOverlay}
    >
      <p>{t('All that is in it is overwritten. The volume stays; there is no way back.')}</p>
      <SelectField
        label={t('Overwrite with')}
        value={algorithm}
        options={wipeAlgorithms.map((value) => ({ value, text: words[value] }))}
        hint={algorithm === 'zero' ? '' : t('Needs the program scrub on the host')}
        onChoose={setAlgorithm}
      />
      <UsedBy users={users} />
    </ConfirmDialog>
  )
}
