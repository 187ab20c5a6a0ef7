import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export const detailsTabs = [
  'overview',
  'performance',
  'hardware',
  'snapshots',
  'xml',
  'events',
] as const

export type DetailsTab = (typeof detailsTabs)[number]

/** How the person arranged the window; kept between starts. Sizes in CSS pixels. */
export interface Layout {
  readonly hostsShown: boolean
  readonly hostsWidth: number
  readonly detailsShown: boolean
  /** Where the pane stands below the list. */
  readonly detailsHeight: number
  /** Where the pane stands beside the list, in wide windows. */
  readonly detailsWidth: number
  readonly detailsTab: DetailsTab
  readonly activityShown: boolean
}

export const useLayout = create<Layout>()(
  persist(
    (): Layout => ({
      hostsShown: true,
      hostsWidth: 232,
      detailsShown: true,
      detailsHeight: 248,
      detailsWidth: 448,
      detailsTab: 'overview',
      activityShown: false,
    }),
    { name: 'layout', version: 1 },
  ),
)

export const changeLayout = (change: Partial<Layout>): void => {
  useLayout.setState(change)
}
