import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { wipeAlgorithms, type Pool, type WipeAlgorithm } from '../../src-preload/contract/storage'
import { volumeUsersQuery } from '../queries/volumes'
import { closeOverlay } from '../state/overlay'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { HostText } from '../ui/host-text'
import { SelectField } from '../ui/select-field'
import { isolated } from '../ui/visible-text'
import { UsedBy } from './used-by'
import { wipeVolume } from './volume-calls'

const words: Readonly<Record<WipeAlgorithm, string>> = {
  zero: 'Zeroes, once',
  nnsa: 'NNSA, 4 passes',
  dod: 'DoD, 4 passes',
  bsi: 'BSI, 9 passes',
  gutmann: 'Gutmann, 35 passes',
  schneier: 'Schneier, 7 passes',
  pfitzner7: 'Pfitzner, 7 passes',
  pfitzner33: 'Pfitzner, 33 passes',
  random: 'Random, once',
  trim: 'Trim: tell the device to forget',
}

/** Asks before a volume is overwritten, and how. */
export const WipeVolume = ({ pool, name }: { readonly pool: Pool; readonly name: string }) => {
  const [algorithm, setAlgorithm] = useState<WipeAlgorithm>('zero')
  const users = useQuery(volumeUsersQuery(pool.id)).data?.users[name] ?? []
  return (
    <ConfirmDialog
      label={`Wipe ${isolated(name)}?`}
      title={
        <>
          Wipe <HostText text={name} />?
        </>
      }
      verb="Wipe"
      isReady={users.length === 0}
      onAct={() => {
        closeOverlay()
        wipeVolume({ poolId: pool.id, name }, algorithm)
      }}
      onCancel={closeOverlay}
    >
      <p>All that is in it is overwritten. The volume stays; there is no way back.</p>
      <SelectField
        label="Overwrite with"
        value={algorithm}
        options={wipeAlgorithms.map((value) => ({ value, text: words[value] }))}
        hint={algorithm === 'zero' ? '' : 'Needs the program scrub on the host'}
        onChoose={setAlgorithm}
      />
      <UsedBy users={users} />
    </ConfirmDialog>
  )
}
