import type { migrationCalls } from '../../../src-preload/contract/calls/migration'
import { migrateMany } from '../../machines/migration/migrate-many'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const migrationHandlers = ({
  services: { migration, jobs, reach },
  settings,
}: Desk): HandlersOf<keyof typeof migrationCalls> => ({
  'migration.plan': (request) => migration.plan(request),
  'migration.start': (request) => migration.start(request),
  'migration.startMany': (many) =>
    migrateMany({ migration, jobs, reach, perHost: () => settings.values.parallelism }, many),
  'migration.progress': ({ id }) => migration.progress(id),
  'migration.tune': (tuning) => migration.tune(tuning),
  'migration.switch': ({ id }) => migration.switchOver(id),
})
