import type { Machine } from '../../../src-preload/contract/machine'
import type { RemovalItem, RemovalPlan } from '../../../src-preload/contract/removal'
import { t } from '../../../src-preload/language/t'
import { virshLine } from '../../jobs/virsh-line'
import { nameUsers } from '../../storage/volume-users'
import { seedVolumeName } from '../provisioning/cloud-init-seed'
import type { ImageFacts, RemovalFacts } from './removal-facts'

/** It was made with the machine, for its first boot, and is of no use to anybody else. */
const isOwnSeed = ({ disk, depth, volume }: ImageFacts, machine: string): boolean =>
  disk.device === 'cdrom' && depth === 0 && volume?.name === seedVolumeName(machine)

/** Why an image must stay, whatever the person likes; null where it may go. */
const whyStays = (image: ImageFacts, machine: string): string | null => {
  const { disk, depth, volume, users, overlays } = image
  if (users.length > 0) return t('used by {names}', { names: nameUsers(users) })
  if (overlays.length > 0) return t('{names} lies on it', { names: overlays.join(', ') })
  if (isOwnSeed(image, machine)) return null
  if (depth === 0 && disk.device !== 'disk' && disk.device !== 'lun') {
    return t('a medium, not a disk of the machine’s own')
  }
  if (disk.isReadOnly) return t('the machine only reads it')
  if (disk.isShareable) return t('made to be shared with other machines')
  if (!volume) return t('in no running pool: only a file manager can remove it')
  return null
}

const imageItem = (image: ImageFacts, machine: string): RemovalItem => {
  const { depth, disk, path, volume } = image
  const stays = whyStays(image, machine)
  return {
    key: `image:${path}`,
    kind: depth === 0 ? 'disk' : 'backing',
    label: path,
    ...(volume && { size: volume.allocation }),
    ...(stays === null
      ? {
          fate: 'choice' as const,
          suggested: depth === 0,
          ...(depth > 0 && { reason: t('{names} lies on it', { names: disk.target }) }),
          ...(isOwnSeed(image, machine) && { reason: t('what cloud-init was told; made with it') }),
        }
      : { fate: 'stays' as const, reason: stays }),
    restorable: true,
  }
}

const goes = (
  kind: RemovalItem['kind'],
  label: string,
  restorable: boolean,
  reason?: string,
): RemovalItem => ({
  key: `${kind}:${label}`,
  kind,
  label,
  fate: 'goes',
  ...(reason !== undefined && { reason }),
  restorable,
})

/** The flags that `virsh undefine` takes for what a machine has. */
const undefineOptions = (facts: RemovalFacts, keepsState: boolean) => ({
  'managed-save': facts.hasManagedSave,
  'snapshots-metadata': facts.snapshots.length > 0,
  'checkpoints-metadata': facts.checkpoints.length > 0,
  [keepsState ? 'keep-nvram' : 'nvram']: facts.nvram !== null,
  [keepsState ? 'keep-tpm' : 'tpm']: facts.hasTpm && facts.canKeepTpm,
})

/** The command lines that remove a machine; its firmware's and TPM's state goes, or stays. */
export const removalLines = (
  name: string,
  facts: RemovalFacts,
  uri: string,
  keepsState: boolean,
): readonly string[] => [
  ...(facts.isRunning ? [virshLine(uri, 'destroy', { domain: name })] : []),
  ...(facts.isPersistent
    ? [virshLine(uri, 'undefine', { domain: name, ...undefineOptions(facts, keepsState) })]
    : []),
]

/** Says of everything that a machine has whether it goes with it. */
export const planRemoval = (machine: Machine, facts: RemovalFacts, uri: string): RemovalPlan => {
  const { name } = machine
  const { isPersistent, isRunning, nvram, snapshots, checkpoints } = facts
  const items: RemovalItem[] = [
    goes(
      'definition',
      name,
      isPersistent,
      isPersistent ? undefined : t('it has none: it lives only as long as it runs'),
    ),
    ...facts.images.map((image) => imageItem(image, name)),
    ...(nvram === null
      ? []
      : [
          goes(
            'nvram',
            nvram.path ?? t('firmware variables'),
            true,
            t('what its firmware remembers'),
          ),
        ]),
    ...(facts.hasTpm
      ? [
          goes(
            'tpm',
            t('TPM state'),
            facts.canKeepTpm,
            facts.canKeepTpm
              ? t('keys that are sealed in it go with it')
              : t('this host forgets a TPM’s keys with its machine, even in the trash'),
          ),
        ]
      : []),
    ...(facts.hasManagedSave
      ? [goes('managedSave', t('saved memory'), false, t('what was open in it is lost'))]
      : []),
    ...snapshots.map((snapshot) => goes('snapshot', snapshot.name, true)),
    ...snapshots.flatMap(({ name: snapshot, memoryFile }): RemovalItem[] =>
      memoryFile === undefined
        ? []
        : [
            {
              key: `snapshotMemory:${memoryFile}`,
              kind: 'snapshotMemory',
              label: memoryFile,
              fate: 'stays',
              reason: t('the memory of {snapshot}, which libvirt leaves where it is', { snapshot }),
              restorable: true,
            },
          ],
    ),
    ...checkpoints.map((checkpoint) => goes('checkpoint', checkpoint, false)),
  ]
  return {
    machineId: machine.id,
    name,
    isRunning,
    items,
    virshLines: removalLines(name, facts, uri, false),
  }
}
