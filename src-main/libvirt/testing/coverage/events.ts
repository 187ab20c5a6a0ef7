import { expect } from 'vitest'
import {
  BlockJobStatus,
  BlockJobType,
  events,
  MetadataType,
  NetworkLifecycleEvent,
  NodeDeviceLifecycleEvent,
  SecretLifecycleEvent,
  StoragePoolLifecycleEvent,
  UnsupportedError,
  type EventName,
  type EventPayload,
} from '../../index'
import type { Caller } from './recorder'

/** Something like this must come of each event, for what the chapters do. */
type Expected = { readonly [N in EventName]?: Partial<Record<keyof EventPayload<N>, unknown>> }

const named = (name: string): unknown => expect.objectContaining({ name })

/** What of the chapters' doings must be told by events. */
export const EXPECTED_EVENTS: Expected = {
  domainLifecycle: { dom: named('glider') },
  domainReboot: { dom: named('monitor') },
  domainTrayChange: { dom: named('devices') },
  domainBlockJob: { status: BlockJobStatus.completed },
  domainBlockJob2: {
    dst: 'vda',
    type: BlockJobType.activeCommit,
    status: BlockJobStatus.ready,
  },
  domainTunable: { dom: named('devices') },
  domainDeviceAdded: { devAlias: 'ua-tablet' },
  domainDeviceRemoved: { devAlias: 'ua-tablet' },
  domainMigrationIteration: { dom: named('nomad') },
  domainJobCompleted: { params: expect.arrayContaining([named('operation')]) },
  domainMetadataChange: { type: MetadataType.title, nsuri: null },
  networkLifecycle: { net: named('wing'), event: NetworkLifecycleEvent.started },
  storagePoolLifecycle: { pool: named('hangar'), event: StoragePoolLifecycleEvent.created },
  storagePoolRefresh: { pool: named('hangar') },
  nodeDeviceLifecycle: { event: NodeDeviceLifecycleEvent.deleted },
  secretLifecycle: { event: SecretLifecycleEvent.undefined },
  secretValueChanged: { secret: expect.objectContaining({ usageID: 'client.pilot' }) },
  qemuMonitorEvent: { event: 'RESET', details: expect.any(String) },
}

/** Notes which events come. */
export class EventRecorder {
  readonly registered = new Set<EventName>()
  readonly #payloads = new Map<EventName, unknown[]>()

  /** Asks for all events that the daemon is not too old for. */
  async listen({ connection }: Caller): Promise<void> {
    for (const name of Object.keys(events) as EventName[]) {
      const payloads = this.of(name)
      this.#payloads.set(name, payloads)
      try {
        await connection.subscribe(name, (payload) => payloads.push(payload))
        this.registered.add(name)
      } catch (error) {
        if (!(error instanceof UnsupportedError)) throw error
      }
    }
  }

  /** All that came of an event. */
  of(name: EventName): unknown[] {
    return this.#payloads.get(name) ?? []
  }
}
