import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'
import type { DisplayMachine } from './display-machine'
import { readDisplays, type Display } from './read-displays'

/** Which display of a machine to show: VNC in our own window, else SPICE in its viewer. */
export type ChosenDisplay =
  { readonly type: 'vnc' } | { readonly type: 'spice'; readonly display: Display }

/** Chooses a machine's display. Throws a `Problem` where there is none to show now. */
export const chooseDisplay = async ({
  machine: { name },
  readXml,
}: DisplayMachine): Promise<ChosenDisplay> => {
  const { isRunning, displays } = readDisplays(await readXml(false))
  // Ours waits for a machine that is off; SPICE's viewer would give up.
  if (displays.some(({ type }) => type === 'vnc')) return { type: 'vnc' }
  const display = displays.find(({ type }) => type === 'spice')
  if (!display) {
    throw new Problem('unsupported', t('{name} has no graphical display', { name }), {
      hint: t('Add a VNC display to its hardware, or use its serial console (c).'),
    })
  }
  if (!isRunning) {
    throw new Problem('wrong-state', t('{name} is not running', { name }), {
      hint: t('Start it, then open its SPICE display.'),
    })
  }
  return { type: 'spice', display }
}
