import type { Backup } from '../../src-preload/contract/backup'

export interface BackupsOfMachine {
  readonly uuid: string
  /** As it was called when the newest one was made. */
  readonly name: string
  /** Newest first. */
  readonly backups: readonly Backup[]
}

/** Backups as they belong together: a machine may have been renamed, its UUID stays. */
export const byMachine = (backups: readonly Backup[]): readonly BackupsOfMachine[] => {
  const groups = new Map<string, Backup[]>()
  for (const backup of [...backups].sort((one, other) => other.at - one.at)) {
    const group = groups.get(backup.machineUuid)
    if (group === undefined) groups.set(backup.machineUuid, [backup])
    else group.push(backup)
  }
  return [...groups]
    .map(([uuid, own]) => ({ uuid, name: own[0]?.machineName ?? '', backups: own }))
    .sort((one, other) => one.name.localeCompare(other.name))
}
