import type { Host } from '../../src-preload/contract/host'

/** A host for tests: connected, with what else is said of it. */
export const hostNamed = (name: string, more: Partial<Host> = {}): Host => ({
  id: `id-of-${name}`,
  name,
  uri: 'test:///default',
  state: 'connected',
  since: 0,
  autoconnect: true,
  canMakeDemo: true,
  ...more,
})
