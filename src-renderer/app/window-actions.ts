import {
  ArrowLeft,
  ArrowUpRight,
  ClipboardList,
  Command,
  History,
  Keyboard,
  Layers,
  LogOut,
  PanelBottom,
  PanelLeft,
  RefreshCw,
  Rows3,
  Search,
  Settings,
  ListChecks,
  X,
} from 'lucide-react'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { changeSettings, currentSettings } from '../queries/settings'
import { knownUpdate, openUpdate } from '../queries/updates'
import { changeLayout, useLayout } from '../state/layout'
import { openOverlay } from '../state/overlay'
import { dismissAllProblems, raiseFailure, useProblems } from '../state/problems'
import { say } from '../state/status'
import { openPage, showMachines, usePage } from '../state/page'
import { showHost } from '../state/view'
import { always, type Action } from './action'
import { closePage } from './close-page'
import { focusFilter, focusGrid } from '../machines/focus'

const reconcile = async (): Promise<void> => {
  say(t('Comparing the list with the hosts'))
  try {
    await call('machines.reconcile')
    say(t('The list is up to date'))
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}

const copyDiagnostics = async (): Promise<void> => {
  say(t('Gathering diagnostics'))
  try {
    const { text } = await call('app.diagnostics')
    await call('clipboard.write', { text })
    say(t('Copied the diagnostics; they hold no passwords'))
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}

/** Keys of a page; what they do makes sense elsewhere too. */
const onPages = { keyContext: 'page', whyNot: always } as const

const everywhere = { keyContext: 'everywhere', whyNot: always } as const

const viewActions: readonly Action[] = [
  {
    ...onPages,
    id: 'view.machines',
    title: t('Back to the machines'),
    keys: ['Escape'],
    group: 'View',
    icon: ArrowLeft,
    keywords: t('close page grid list'),
    run: () => {
      if (usePage.getState().page.kind === 'machines') focusGrid()
      else closePage()
    },
  },
  {
    ...everywhere,
    id: 'view.history',
    title: t('History'),
    keys: ['Ctrl+H'],
    group: 'View',
    icon: History,
    keywords: t('timeline events log'),
    run: () => openPage({ kind: 'history' }),
  },
  {
    ...everywhere,
    id: 'view.filter',
    title: t('Filter virtual machines'),
    keys: ['/'],
    group: 'View',
    icon: Search,
    keywords: t('search find'),
    run: () => {
      if (focusFilter()) return
      showMachines()
      focusFilter()
    },
  },
  {
    ...everywhere,
    id: 'view.all-machines',
    title: t('Go to all machines'),
    keys: [],
    group: 'View',
    icon: Layers,
    run: () => {
      showHost(null)
      focusGrid()
    },
  },
  {
    ...everywhere,
    id: 'view.hosts',
    title: () => (useLayout.getState().hostsShown ? t('Hide hosts') : t('Show hosts')),
    keys: [],
    group: 'View',
    icon: PanelLeft,
    keywords: t('sidebar'),
    run: () => changeLayout({ hostsShown: !useLayout.getState().hostsShown }),
  },
  {
    ...everywhere,
    id: 'view.details',
    title: () => (useLayout.getState().detailsShown ? t('Hide details') : t('Show details')),
    keys: [],
    group: 'View',
    icon: PanelBottom,
    keywords: t('pane'),
    run: () => changeLayout({ detailsShown: !useLayout.getState().detailsShown }),
  },
  {
    ...everywhere,
    id: 'view.activity',
    title: () => (useLayout.getState().activityShown ? t('Hide activity') : t('Show activity')),
    keys: [],
    group: 'View',
    icon: ListChecks,
    keywords: t('jobs progress'),
    run: () => changeLayout({ activityShown: !useLayout.getState().activityShown }),
  },
  {
    ...everywhere,
    id: 'view.density',
    title: () =>
      currentSettings()?.rows === 'compact' ? t('Comfortable rows') : t('Compact rows'),
    keys: [],
    group: 'View',
    icon: Rows3,
    keywords: t('density height'),
    run: () => {
      const isCompact = currentSettings()?.rows === 'compact'
      void changeSettings({ rows: isCompact ? 'normal' : 'compact' })
    },
  },
]

/** What concerns the window and the app. */
export const windowActionTable: readonly Action[] = [
  ...viewActions,
  {
    ...everywhere,
    id: 'app.reconcile',
    title: t('Refresh now'),
    keys: ['F5'],
    group: 'Virthelm',
    icon: RefreshCw,
    keywords: t('reconcile reload update'),
    run: () => void reconcile(),
  },
  {
    ...everywhere,
    id: 'app.settings',
    title: t('Settings'),
    keys: ['Ctrl+,'],
    group: 'Virthelm',
    icon: Settings,
    keywords: t('preferences options theme keys'),
    run: () => openPage({ kind: 'settings' }),
  },
  {
    ...everywhere,
    id: 'app.palette',
    title: t('Command palette'),
    keys: ['Ctrl+K'],
    group: 'Virthelm',
    icon: Command,
    run: () => openOverlay({ kind: 'palette' }),
  },
  {
    ...everywhere,
    id: 'app.key-list',
    title: t('Keyboard shortcuts'),
    keys: ['?'],
    group: 'Virthelm',
    icon: Keyboard,
    keywords: t('help keys'),
    run: () => openOverlay({ kind: 'key-list' }),
  },
  {
    ...everywhere,
    id: 'app.diagnostics',
    title: t('Copy diagnostics'),
    keys: [],
    group: 'Virthelm',
    icon: ClipboardList,
    keywords: t('bug report log versions support'),
    run: () => void copyDiagnostics(),
  },
  {
    ...everywhere,
    id: 'app.newer-version',
    title: t('Show the newer version'),
    keys: [],
    group: 'Virthelm',
    icon: ArrowUpRight,
    keywords: t('update upgrade release'),
    whyNot: () => (knownUpdate() === null ? t('no newer version is known') : null),
    run: () => void openUpdate(),
  },
  {
    ...everywhere,
    id: 'app.dismiss',
    title: t('Dismiss all errors'),
    keys: [],
    group: 'Virthelm',
    icon: X,
    whyNot: () => (useProblems.getState().problems.length > 0 ? null : t('there are none')),
    run: dismissAllProblems,
  },
  {
    ...everywhere,
    id: 'app.quit',
    title: t('Quit Virthelm'),
    keys: ['Ctrl+Q'],
    group: 'Virthelm',
    icon: LogOut,
    keywords: t('exit close'),
    run: () => void call('app.quit'),
  },
]
