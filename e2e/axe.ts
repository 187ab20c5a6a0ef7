import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What axe finds serious in what the window shows now, in both themes, as lines to read. */
export const seriousIn = async (window: Page): Promise<string[]> => {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Electron opens no pages for others, which axe would otherwise do at its end.
    const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze()
    for (const { impact, id, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue
      for (const { html, any } of nodes) {
        found.push(`${colorScheme} ${id}: ${html.slice(0, 200)} ${any[0]?.message ?? ''}`)
      }
    }
  }
  return found
}
