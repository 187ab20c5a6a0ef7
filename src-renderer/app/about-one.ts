import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { openOverlay, type Overlay } from '../state/overlay'
import type { ActionContext } from './action'

/** Why nothing can be done with the machines that are meant; null where something can. */
export const whyNoMachine = ({ targets }: ActionContext): string | null => {
  if (targets.length === 0) return t('no machine is selected')
  return targets.some((machine) => machine.staleSince !== undefined)
    ? t('its host is disconnected')
    : null
}

/** Opens what stands over the window for the one machine that is meant. */
export const openFor =
  (overlayFor: (machine: Machine) => Overlay) =>
  ({ targets: [machine] }: ActionContext): void => {
    if (machine !== undefined) openOverlay(overlayFor(machine))
  }

/** What actions have in common that are about one machine. */
export const aboutOne = (
  unless: (machine: Machine, context: ActionContext) => string | null = () => null,
) => ({
  keyContext: 'list' as const,
  group: 'Machines' as const,
  whyNot: (context: ActionContext) => {
    const [machine, ...others] = context.targets
    if (machine === undefined || others.length > 0) {
      return whyNoMachine(context) ?? t('it is for one machine at a time')
    }
    return whyNoMachine(context) ?? unless(machine, context)
  },
})
