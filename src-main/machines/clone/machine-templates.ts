import type { Element } from 'slimdom'
import type { JobStarted } from '../../../src-preload/contract/job'
import type { MachineId } from '../../../src-preload/contract/machine'
import { message, t } from '../../../src-preload/language/t'
import { attempt, Problem } from '../../failures/problem'
import { findVolume } from '../../storage/read-volumes'
import { parseXml } from '../../xml/parse-xml'
import { serializeXml } from '../../xml/serialize-xml'
import { readDefinitions } from '../definition/machine-definitions'
import { readResources } from '../usage/machine-resources'
import type { MachineClone, MachineCloneParts } from './machine-clone'
import { makeTemplate, unmakeTemplate } from './template-disks'

/** Templates: machines that others are made of, and that nobody writes to. */
export class MachineTemplates {
  readonly parts: MachineCloneParts

  constructor(readonly cloning: MachineClone) {
    this.parts = cloning.parts
  }

  /** Makes a machine a template; with a name, a full copy of it. */
  save(id: MachineId, name: string | null): JobStarted {
    const { machine } = this.parts.reach(id)
    const { id: jobId } = this.parts.jobs.start(
      {
        title:
          name === null
            ? t('save {name} as template', { name: machine.name })
            : t('save {name} as template {template}', { name: machine.name, template: name }),
        hostId: machine.hostId,
        machineIds: [machine.id],
        cancellable: name !== null,
        withoutVirshLine: t('virsh knows no templates: their disks are made read-only by an edit'),
      },
      async (job) => {
        if (name === null) await this.#redefine(id, makeTemplate, message('Became a template'))
        else await this.cloning.cloneNow({ id, name, how: 'full' }, job, makeTemplate)
      },
    )
    return { jobId }
  }

  /** Makes a template a machine again. Throws a `Problem` while disks of others lie on its own. */
  async unmake(id: MachineId): Promise<void> {
    const reached = this.parts.reach(id)
    const { machine, connection } = reached
    const { hostId } = machine
    const { backing } = this.parts.storage
    await attempt(t('make {name} a machine again', { name: machine.name }), async () => {
      const { nextBoot } = await readDefinitions(reached)
      for (const disk of readResources(nextBoot).disks) {
        if (disk.device === 'cdrom' || disk.device === 'floppy') continue
        const volume = await findVolume({ hostId, connection }, disk)
        if (!volume) continue
        const lying = await backing.overlaysOf(hostId, volume.path, { fresh: true })
        if (lying.length === 0) continue
        const names = lying.map((overlay) => overlay.volume.name).join(', ')
        throw new Problem('in-use', t('other disks lie on its own: {names}', { names }), {
          hint: t('They would be broken if it wrote to its disks. Delete their machines first.'),
        })
      }
      await this.#redefine(id, unmakeTemplate, message('Became a machine again'))
    })
  }

  /** Changes what a machine that is shut off starts from next. */
  async #redefine(id: MachineId, edit: (domain: Element) => void, why: string): Promise<void> {
    const reached = this.parts.reach(id)
    if (reached.machine.state !== 'shutOff') {
      throw new Problem('wrong-state', t('it is not shut off'), { hint: t('Shut it down first.') })
    }
    const { nextBoot: xml } = await readDefinitions(reached)
    const domain = parseXml(xml)
    edit(domain)
    await this.parts.definitions.define(reached, serializeXml(domain), { replaces: xml, why })
  }
}
