import { randomBytes } from 'node:crypto'
import type { HardwareChange } from '../../../src-preload/contract/calls/hardware'
import type { DeviceSpec } from '../../../src-preload/contract/device-specs'
import type {
  ChangePlace,
  ChangeResult,
  HardwareOutcome,
  MachineHardware,
} from '../../../src-preload/contract/hardware'
import type { MachineId } from '../../../src-preload/contract/machine'
import { message, t } from '../../../src-preload/language/t'
import { logFailure } from '../../failures/log-failure'
import { OperationFailed, Problem } from '../../failures/problem'
import type { Log } from '../../log/log'
import { parseXml, parseXmlText } from '../../xml/parse-xml'
import { children, find } from '../../xml/select-elements'
import { serializeXml } from '../../xml/serialize-xml'
import { requireXmlTexts } from '../../xml/xml-characters'
import {
  readDefinitions,
  type Definitions,
  type MachineDefinitions,
  type ReachedMachine,
} from '../definition/machine-definitions'
import { applyChange } from './apply-change'
import { changeLive } from './live-change'
import { readHardware } from './read-hardware'
import { freeTarget, usualBus } from './write-disk'

/** Fields of a change that may have several lines. */
const manyLines: ReadonlySet<string> = new Set(['description'])

const kindWords: Readonly<Record<DeviceSpec['kind'], string>> = {
  disk: message('disk'),
  nic: message('network interface'),
  graphics: message('display'),
  video: message('video card'),
  sound: message('sound card'),
  tpm: message('TPM'),
  watchdog: message('watchdog'),
  rng: message('random number generator'),
  hostdev: message('host device'),
  filesystem: message('shared folder'),
  serial: message('serial port'),
  parallel: message('parallel port'),
  console: message('console'),
  channel: message('channel'),
  controller: message('controller'),
  input: message('input device'),
  memballoon: message('memory balloon'),
  memory: message('memory module'),
  vsock: message('vsock'),
  panic: message('panic notifier'),
  redirdev: message('USB redirection'),
}

/** What a change does, in the infinitive. */
const wordsOf = (change: HardwareChange): string => {
  if (change.change === 'addDevice')
    return t('add a {kind}', { kind: t(kindWords[change.device.kind]) })
  if (change.change === 'changeDevice') return t('change {key}', { key: change.key })
  if (change.change === 'removeDevice') return t('remove {key}', { key: change.key })
  return t('set {names}', { names: Object.keys(change.settings).join(', ') })
}

/** In QEMU's own range of addresses. */
const newMac = (): string =>
  ['52', '54', '00', ...(randomBytes(3).toString('hex').match(/../g) ?? [])].join(':')

/** Names that a new device needs and that must be the same in both places. */
const withNames = (spec: DeviceSpec, { live, nextBoot }: Definitions): DeviceSpec => {
  if (spec.kind === 'nic' && spec.mac === undefined) return { ...spec, mac: newMac() }
  if (spec.kind !== 'disk' || spec.target !== undefined) return spec
  const bus = spec.bus ?? usualBus(spec.device)
  const lists = [nextBoot, ...(live === undefined ? [] : [live])].map((xml) => {
    const devices = find(parseXml(xml), 'devices')
    return devices ? children(devices, 'disk') : []
  })
  return { ...spec, bus, target: freeTarget(bus, ...lists) }
}

/** What machines are made of, and its changes: in the running machine, its definition, or both. */
export class MachinesHardware {
  constructor(
    readonly definitions: MachineDefinitions,
    readonly log: Log,
  ) {}

  async read(id: MachineId): Promise<MachineHardware> {
    const { live, nextBoot, isPersistent } = await readDefinitions(this.definitions.reach(id))
    return {
      id,
      isPersistent,
      nextBoot: readHardware(parseXml(nextBoot)),
      ...(live !== undefined && { live: readHardware(parseXml(live)) }),
    }
  }

  /**
   * Makes a change where it is wanted: first in the running machine, and in the definition unless
   * that failed. Answers what became of each; throws only when the machine cannot be read, or the
   * change holds a text that libvirt would not keep.
   */
  async change(
    id: MachineId,
    where: ChangePlace,
    change: HardwareChange,
  ): Promise<HardwareOutcome> {
    requireXmlTexts(change, manyLines)
    const reached = this.definitions.reach(id)
    const definitions = await readDefinitions(reached)
    const named =
      change.change === 'addDevice'
        ? { ...change, device: withNames(change.device, definitions) }
        : change
    const live =
      where === 'config'
        ? { state: 'not-wanted' as const }
        : await this.#settle(reached, named, () => this.#live(reached, definitions, named))
    if (where === 'live') return { live, config: { state: 'not-wanted' } }
    if (live.state === 'failed') return { live, config: { state: 'skipped' } }
    const config = await this.#settle(reached, named, () =>
      this.#config(reached, definitions, named),
    )
    return { live, config }
  }

  async #live(
    { connection, dom }: ReachedMachine,
    { live }: Definitions,
    change: HardwareChange,
  ): Promise<ChangeResult> {
    if (live === undefined) return { state: 'not-running' }
    return await changeLive({ connection, dom, domain: parseXml(live) }, change)
  }

  async #config(
    reached: ReachedMachine,
    { nextBoot, isPersistent }: Definitions,
    change: HardwareChange,
  ): Promise<ChangeResult> {
    if (!isPersistent) return { state: 'no-definition' }
    const document = parseXmlText(nextBoot, 'host')
    const domain = document.documentElement
    if (!domain) throw new Problem('refused-by-host', t('The host sent empty XML'))
    applyChange(domain, change)
    const xml = serializeXml(document)
    if (xml === serializeXml(parseXmlText(nextBoot, 'host'))) return { state: 'unchanged' }
    const words = wordsOf(change)
    const why = words.charAt(0).toUpperCase() + words.slice(1)
    await this.definitions.define(reached, xml, { replaces: nextBoot, why })
    return { state: 'done' }
  }

  async #settle(
    { machine }: ReachedMachine,
    change: HardwareChange,
    make: () => Promise<ChangeResult>,
  ): Promise<ChangeResult> {
    try {
      return await make()
    } catch (error) {
      const what = t('{change} of {machine}', { change: wordsOf(change), machine: machine.name })
      return { state: 'failed', failure: logFailure(new OperationFailed(what, error), this.log) }
    }
  }
}
