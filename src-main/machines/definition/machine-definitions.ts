import { createHash } from 'node:crypto'
import type { Element } from 'slimdom'
import type { DiffLine, EditableXml, XmlMistake } from '../../../src-preload/contract/definition'
import type { Machine, MachineId } from '../../../src-preload/contract/machine'
import { message, t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { isDenied, remote, type Connection, type DomainRef } from '../../libvirt'
import { DefineFlags, DomainXmlFlags } from '../../libvirt/procedures/flags'
import { MalformedXml, parseXml, parseXmlText } from '../../xml/parse-xml'
import { textOf } from '../../xml/select-elements'
import { serializeXml } from '../../xml/serialize-xml'
import type { DefinitionHistory } from './definition-history'
import { withoutPasswords, withPasswordsOf } from './graphics-passwords'
import { lineDiff } from './line-diff'
import { untouchedSave } from './untouched-save'
import { withoutChoices } from './without-choices'
import { withoutRuntime } from './without-runtime'

/** A machine and the way to it. */
export interface ReachedMachine {
  readonly machine: Machine
  readonly connection: Connection
  readonly dom: DomainRef
}

/** A machine's definitions as its host has them. */
export interface Definitions {
  readonly nextBoot: string
  readonly live?: string
  readonly isPersistent: boolean
}

const versionOf = (xml: string): string =>
  createHash('sha256').update(xml).digest('hex').slice(0, 32)

/** With passwords where the connection may see them: a definition saved without would lose them. */
const readXml = async ({ connection, dom }: ReachedMachine, flags: number): Promise<string> => {
  const read = (all: number) => connection.call(remote.domainGetXmlDesc, { dom, flags: all })
  try {
    return (await read(flags | DomainXmlFlags.secure)).xml
  } catch (error) {
    if (!isDenied(error)) throw error
    return (await read(flags)).xml
  }
}

/** Asks a host for a machine's definitions: of the next boot, and while it runs of that run. */
export const readDefinitions = async (reached: ReachedMachine): Promise<Definitions> => {
  const { connection, dom } = reached
  const [{ active }, { persistent }, nextBoot] = await Promise.all([
    connection.call(remote.domainIsActive, { dom }),
    connection.call(remote.domainIsPersistent, { dom }),
    readXml(reached, DomainXmlFlags.inactive),
  ])
  const live = active ? await readXml(reached, 0) : undefined
  return { nextBoot, isPersistent: persistent, ...(live !== undefined && { live }) }
}

const requireSameMachine = (xml: string, { name, uuid }: Machine): void => {
  const root = parseXmlText(xml, 'person').documentElement
  if (root?.nodeName !== 'domain') {
    throw new Problem('invalid', t('The XML is no machine: its root is not <domain>'))
  }
  if (textOf(root, 'uuid')?.toLowerCase() !== uuid.toLowerCase()) {
    throw new Problem('invalid', t('The XML is not {name}’s: it has another UUID', { name }), {
      hint: t('Keep <uuid>{uuid}</uuid>; a machine with another is made by New machine.', { uuid }),
    })
  }
}

const edited = (xml: string, edit: (domain: Element) => void): string => {
  const domain = parseXml(xml)
  edit(domain)
  return `${serializeXml(domain)}\n`
}

/** Machines' definitions as text: to edit, to compare, to save, and to take back. */
export class MachineDefinitions {
  constructor(
    readonly reach: (id: MachineId) => ReachedMachine,
    readonly history: DefinitionHistory,
  ) {}

  async editable(id: MachineId): Promise<EditableXml> {
    const { nextBoot, live } = await readDefinitions(this.reach(id))
    return { nextBoot, version: versionOf(nextBoot), ...(live !== undefined && { live }) }
  }

  /** What keeps a text from being the machine's definition; null where nothing does. */
  check(id: MachineId, xml: string): XmlMistake | null {
    try {
      requireSameMachine(xml, this.reach(id).machine)
      return null
    } catch (error) {
      if (error instanceof MalformedXml) {
        const { reason, at } = error.mistake
        return { message: reason, ...(at && { at }) }
      }
      if (error instanceof Problem) return { message: error.message }
      throw error
    }
  }

  /** What saving a text would change of the next boot. Throws a `Problem` when it is no XML. */
  async preview(
    id: MachineId,
    xml: string,
  ): Promise<{ againstNextBoot: DiffLine[]; isUnchanged: boolean }> {
    const reached = this.reach(id)
    requireSameMachine(xml, reached.machine)
    const before = untouchedSave((await readDefinitions(reached)).nextBoot, 'host')
    const after = untouchedSave(xml)
    return { againstNextBoot: lineDiff(before, after), isUnchanged: before === after }
  }

  /** What the next boot will change of the machine that runs. */
  async pending(id: MachineId): Promise<DiffLine[]> {
    const { live, nextBoot } = await readDefinitions(this.reach(id))
    if (live === undefined) return []
    const [now, next] = [parseXml(live), parseXml(nextBoot)]
    withoutRuntime(now)
    withoutRuntime(next)
    withoutChoices(now, next)
    const [before, after] = [serializeXml(now), serializeXml(next)]
    return before === after ? [] : lineDiff(before, after)
  }

  /**
   * Defines a machine anew from a text that a person edited. Throws a `Problem` when it is no XML,
   * another machine's, or edited from a `version` that the host no longer has.
   */
  async save(
    id: MachineId,
    xml: string,
    { validate, version }: { validate: boolean; version: string },
  ): Promise<void> {
    const reached = this.reach(id)
    requireSameMachine(xml, reached.machine)
    const { nextBoot } = await readDefinitions(reached)
    if (versionOf(nextBoot) !== version) {
      throw new Problem('wrong-state', t('The definition was changed elsewhere meanwhile'), {
        hint: t('Read it again, so that the other change is not undone.'),
      })
    }
    const flags = validate ? DefineFlags.validate : 0
    await this.define(reached, untouchedSave(xml), {
      replaces: nextBoot,
      why: message('Edited as XML'),
      flags,
    })
  }

  /** Defines a machine anew; what it replaces goes into the history, once the host has agreed. */
  async define(
    { connection, machine }: ReachedMachine,
    xml: string,
    { replaces, why, flags = 0 }: { replaces: string; why: string; flags?: number },
  ): Promise<void> {
    await connection.call(remote.domainDefineXmlFlags, { xml, flags })
    this.history.add(machine.id, edited(replaces, withoutPasswords), why)
  }

  /** A definition of the history, and what restoring it would change of the next boot. */
  async past(id: MachineId, past: string): Promise<{ xml: string; againstNextBoot: DiffLine[] }> {
    const xml = this.history.get(id, past)
    const { nextBoot } = await readDefinitions(this.reach(id))
    return { xml, againstNextBoot: lineDiff(edited(nextBoot, withoutPasswords), xml) }
  }

  /** Defines a machine as it was; what it is now goes into the history. Passwords stay. */
  async restore(id: MachineId, past: string): Promise<void> {
    const reached = this.reach(id)
    const xml = this.history.get(id, past)
    const { nextBoot } = await readDefinitions(reached)
    const restored = edited(xml, (domain) => withPasswordsOf(domain, parseXml(nextBoot)))
    await this.define(reached, restored, {
      replaces: nextBoot,
      why: message('Restored an earlier one'),
    })
  }
}
