import type { Element } from 'slimdom'
import { TEMPLATE_TAG } from '../../../src-preload/contract/metadata'
import { removeElement } from '../../xml/edit-elements'
import { find } from '../../xml/select-elements'
import { addChild, ensure } from '../definition/edit-definition'
import { METADATA_NAMESPACE, METADATA_PREFIX } from './metadata-xml'

const machineElement = (domain: Element): Element | undefined =>
  find(domain, 'metadata')?.children.find(
    ({ localName, namespaceURI }) => localName === 'machine' && namespaceURI === METADATA_NAMESPACE,
  )

const marks = (domain: Element): readonly Element[] =>
  (machineElement(domain)?.children ?? []).filter(
    ({ localName, textContent }) => localName === 'tag' && textContent?.trim() === TEMPLATE_TAG,
  )

/** Whether a definition is a template's: one that machines are made of, and that nobody writes to. */
export const isTemplate = (domain: Element): boolean => marks(domain).length > 0

/** Marks a definition as a template's, by a tag as people give them. */
export const markTemplate = (domain: Element): void => {
  if (isTemplate(domain)) return
  const machine = machineElement(domain)
  const prefix = machine?.prefix ?? METADATA_PREFIX
  if (machine) addChild(machine, [`${prefix}:tag`, {}, TEMPLATE_TAG])
  else {
    addChild(ensure(domain, 'metadata'), [
      `${METADATA_PREFIX}:machine`,
      { [`xmlns:${METADATA_PREFIX}`]: METADATA_NAMESPACE },
      [`${METADATA_PREFIX}:tag`, {}, TEMPLATE_TAG],
    ])
  }
}

/** Takes the mark away: what is made of a template is none itself. */
export const unmarkTemplate = (domain: Element): void => marks(domain).forEach(removeElement)
