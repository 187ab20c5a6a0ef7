import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { JobId } from '../../src-preload/contract/job'
import type { Machine } from '../../src-preload/contract/machine'
import { MigrateForm } from './migrate-form'
import { migrationProgressQuery } from './migration-calls'
import { MigrationWatch } from './migration-watch'

/** Moves a machine to another host; of one that is on its way, shows how far it is. */
export const MigrateDialog = ({ machine }: { readonly machine: Machine }) => {
  const [jobId, setJobId] = useState<JobId | null>(null)
  const progress = useQuery(migrationProgressQuery(machine.id)).data
  const watched = jobId ?? progress?.jobId ?? null
  // Not known yet whether it moves already: an answer is a moment away.
  if (progress === undefined) return null
  if (watched === null) return <MigrateForm machine={machine} onBegun={setJobId} />
  return <MigrationWatch machine={machine} jobId={watched} progress={progress} onShown={setJobId} />
}
