import { Bookmark, BookmarkPlus, BookmarkX, Group } from 'lucide-react'
import type { SavedView, SettingValues } from '../../src-preload/contract/settings'
import { t } from '../../src-preload/language/t'
import { focusGrid } from '../machines/focus'
import { applyView } from '../machines/keep-view'
import { changeSettings, currentSettings } from '../queries/settings'
import { openOverlay } from '../state/overlay'
import { showMachines } from '../state/page'
import { setGrouping } from '../state/view'
import { isolated } from '../ui/visible-text'
import { always, type Action } from './action'

const inView = { keyContext: 'everywhere', group: 'View', keys: [], whyNot: always } as const

const groupings: Readonly<Record<SettingValues['groupBy'], string>> = {
  none: t('Don’t group'),
  host: t('Group by host'),
  state: t('Group by state'),
  tag: t('Group by tag'),
}

const forget = (name: string): void => {
  const views = currentSettings()?.views ?? []
  void changeSettings({ views: views.filter((view) => view.name !== name) })
}

/** Grouping the list, and its saved views. */
export const arrangeActionTable = (views: readonly SavedView[]): readonly Action[] => [
  ...(Object.keys(groupings) as SettingValues['groupBy'][]).map((grouping): Action => ({
    ...inView,
    id: `view.group.${grouping}`,
    title: groupings[grouping],
    icon: Group,
    keywords: t('arrange sections together'),
    run: () => setGrouping(grouping),
  })),
  {
    ...inView,
    id: 'view.save',
    title: t('Save this view…'),
    icon: BookmarkPlus,
    keywords: t('filter sort group name bookmark'),
    run: () => openOverlay({ kind: 'save-view' }),
  },
  ...views.flatMap((view): readonly Action[] => [
    {
      ...inView,
      id: `view.saved.${view.name}`,
      title: t('View: {name}', { name: isolated(view.name) }),
      icon: Bookmark,
      keywords: t('show saved {name}', { name: view.name }),
      run: () => {
        showMachines()
        applyView(view)
        focusGrid()
      },
    },
    {
      ...inView,
      id: `view.forget.${view.name}`,
      title: t('Forget the view {name}', { name: isolated(view.name) }),
      icon: BookmarkX,
      keywords: t('delete remove saved'),
      run: () => forget(view.name),
    },
  ]),
]
