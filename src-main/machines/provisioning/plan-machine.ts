import { randomBytes, randomUUID } from 'node:crypto'
import type { NewMachine, ProvisioningCheck } from '../../../src-preload/contract/provisioning'
import type { Pool } from '../../../src-preload/contract/storage'
import type { Connection } from '../../libvirt'
import { hasVolume } from '../../storage/read-volumes'
import { requireXmlTexts } from '../../xml/xml-characters'
import { readResources } from '../usage/machine-resources'
import type { Seed } from './cloud-init-seed'
import type { MachineDefaults } from './environment-defaults'
import { readHostOffer, type HostOffer } from './host-offer'
import { newDefinition, type MachineDesign } from './new-definition'
import {
  importDriversOf,
  MaterialPlanning,
  needsConversion,
  type Material,
  type PlannedVolume,
  type PlanningParts,
} from './plan-material'
import { preflight } from './preflight'
import { templateDefinition, templateNics } from './template-definition'
import { virtInstallLine } from './virt-install-line'

/** Everything that making a machine needs, found out before anything is made. */
export interface MachinePlan {
  readonly design: MachineDesign
  readonly offer: HostOffer
  readonly xml: string
  readonly volumes: readonly PlannedVolume[]
  readonly seed?: Seed
  readonly pools: ReadonlyMap<string, Pool | undefined>
  readonly checks: readonly ProvisioningCheck[]
  readonly virtInstall: string
}

/** Fields of a request that may have several lines. */
const manyLines: ReadonlySet<string> = new Set(['description', 'userData'])

const newMac = (): string =>
  ['52', '54', '00', ...(randomBytes(3).toString('hex').match(/../g) ?? [])].join(':')

/** Plans a machine; asks the host, changes nothing. */
class Planning {
  readonly #materials: MaterialPlanning

  constructor(
    readonly connection: Connection,
    readonly request: NewMachine,
    readonly defaults: MachineDefaults,
    readonly parts: PlanningParts,
  ) {
    this.#materials = new MaterialPlanning(parts, request, defaults)
  }

  #design(uuid: string, material: Material, macs: readonly string[]): MachineDesign {
    const { request, defaults } = this
    const { drives, imported } = material
    const facts = imported?.facts
    const { preset } = defaults
    const isolation = request.isolation ?? defaults.isolation
    const networks = this.#networks(material)
    const { source } = request
    const drivers = source.type === 'import' && imported && importDriversOf(source, imported)
    const lacksVirtio = preset?.hasVirtio === false || drivers === 'compatible'
    const usualModel = lacksVirtio ? 'e1000e' : 'virtio'
    return {
      request,
      uuid,
      memoryMib:
        request.memoryMib ??
        facts?.memoryMib ??
        Math.max(defaults.memoryMib, preset?.memoryMib ?? 0),
      vcpus: request.vcpus ?? facts?.vcpus ?? Math.max(defaults.vcpus, preset?.vcpus ?? 0),
      firmware:
        isolation === 'confidential'
          ? 'uefi'
          : (request.firmware ??
            facts?.firmware ??
            (isolation === 'hardened' ? 'secure-boot' : 'bios')),
      tpm: isolation !== 'confidential' && (request.tpm ?? isolation === 'hardened'),
      graphics: request.graphics ?? (request.source.type === 'directBoot' ? 'none' : 'vnc'),
      isolation,
      drives,
      networks: networks.map(({ source, model = usualModel }, i) => ({
        spec: {
          kind: 'nic',
          source: source ?? defaults.network.source,
          model,
          ...(macs[i] !== undefined && { mac: macs[i] }),
        },
        // From the network first only where that is what was asked for.
        ...(request.source.type === 'pxe' && i === 0 && { bootOrder: 2 }),
      })),
    }
  }

  #networks({ template, imported }: Material): NonNullable<NewMachine['networks']> {
    const { request, defaults } = this
    if (template) {
      const { networks } = readResources(template.xml)
      return networks.map((network) => ({ source: { type: 'network', network } }))
    }
    const usual = Array.from({ length: imported?.facts.nics ?? 1 }, () => defaults.network)
    return request.networks ?? usual
  }

  #definition(design: MachineDesign, offer: HostOffer, template: Material['template']): string {
    if (!template) return newDefinition(design, { offer, defaults: this.defaults })
    const { xml, disks } = template
    const macs = Array.from({ length: templateNics(xml) }, newMac)
    return templateDefinition(xml, design, { disks, macs, offer })
  }

  async plan(uri: string): Promise<MachinePlan> {
    const { connection } = this
    const uuid = randomUUID()
    const firstMac = newMac()
    const [offer, material] = await Promise.all([
      readHostOffer(connection),
      this.#materials.material(uuid, firstMac),
    ])
    const others = this.#networks(material).slice(1).map(newMac)
    const design = this.#design(uuid, material, [firstMac, ...others])
    const wanted = new Map<string, { now: number; later: number }>()
    const takenVolumes: string[] = []
    for (const { pool: name, name: volume, capacity, format, from } of material.volumes) {
      const { now, later } = wanted.get(name) ?? { now: 0, later: 0 }
      const atOnce = from.how === 'image' ? Math.min(from.image.size, capacity) : 0
      const isWhole = from.how === 'copy' || from.how === 'content' || format === 'raw'
      wanted.set(name, { now: now + (isWhole ? capacity : atOnce), later: later + capacity })
      const pool = await this.#materials.pool(name)
      if (!pool || pool.state === 'inactive') continue
      const at = await this.parts.storage.pools.reach(pool.id)
      if (await hasVolume(at, volume)) takenVolumes.push(volume)
    }
    const checks = await preflight(connection, uri, {
      design,
      offer,
      pools: this.#materials.pools,
      wanted,
      paths: material.paths,
      takenVolumes,
      unknownKeys: material.seed?.unknownKeys ?? [],
      runningTemplate: material.template?.isActive ?? false,
      converts: material.volumes.some(needsConversion),
    })
    return {
      design,
      offer,
      xml: this.#definition(design, offer, material.template),
      volumes: material.volumes,
      ...(material.seed && { seed: material.seed }),
      pools: this.#materials.pools,
      checks,
      virtInstall: virtInstallLine(design, offer, connection.uri),
    }
  }
}

/**
 * Finds out all that making a machine needs, and what would stop it; changes nothing. Throws a
 * `Problem` when an image or volume that it names is not there, when its user-data is wrong, or
 * when it holds a text that libvirt would not keep.
 */
export const planMachine = async (
  { connection, uri }: { readonly connection: Connection; readonly uri: string },
  request: NewMachine,
  defaults: MachineDefaults,
  parts: PlanningParts,
): Promise<MachinePlan> => {
  requireXmlTexts(request, manyLines)
  return await new Planning(connection, request, defaults, parts).plan(uri)
}
