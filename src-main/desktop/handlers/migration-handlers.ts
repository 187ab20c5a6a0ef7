import type { migrationCalls } from '../../../src-preload/contract/calls/migration'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const migrationHandlers = ({
  services: { migration },
}: Desk): HandlersOf<keyof typeof migrationCalls> => ({
  'migration.plan': (request) => migration.plan(request),
  'migration.start': (request) => migration.start(request),
  'migration.progress': ({ id }) => migration.progress(id),
  'migration.tune': (tuning) => migration.tune(tuning),
  'migration.switch': ({ id }) => migration.switchOver(id),
})
