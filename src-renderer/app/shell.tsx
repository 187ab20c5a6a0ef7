import { useEffect } from 'react'
import { t } from '../../src-preload/language/t'
import { Activity } from '../activity/activity'
import { DetailsPane } from '../details/details-pane'
import { HostTree } from '../hosts/host-tree'
import { focusGrid } from '../machines/focus'
import { useRowsPart } from '../machines/rows'
import { MachinesView } from '../machines/machines-view'
import { changeLayout, useLayout } from '../state/layout'
import { useOnMachines } from '../state/page'
import { Splitter } from '../ui/splitter'
import { machineActionTable } from './machine-actions'
import { OpenPage } from './open-page'
import { Overlays } from './overlays'
import { runAction } from './run-action'
import { Toolbar } from './toolbar'
import { useIsWide } from './use-is-wide'
import { useKeymap } from './use-keymap'
import styles from './shell.module.css'

const openConsole = (): void => {
  const action = machineActionTable.find(({ id }) => id === 'machine.console')
  if (action !== undefined) runAction(action)
}

/** The details pane: beside the list in wide windows, below it in others. */
const Details = ({ beside }: { readonly beside: boolean }) => {
  const { detailsShown, detailsWidth, detailsHeight } = useLayout()
  // Without a single machine there is nothing to tell details of.
  const empty = useRowsPart((rows) => rows.fleet.version >= 0 && rows.total === 0)
  if (!detailsShown || empty) return null
  return (
    <aside
      aria-label={t('Details')}
      className={styles['details']}
      style={beside ? { width: detailsWidth } : { height: detailsHeight }}
    >
      {beside ? (
        <Splitter
          label={t('Width of the details')}
          orientation="vertical"
          size={detailsWidth}
          least={320}
          most={800}
          grows={-1}
          onResize={(size) => changeLayout({ detailsWidth: size })}
        />
      ) : (
        <Splitter
          label={t('Height of the details')}
          orientation="horizontal"
          size={detailsHeight}
          least={120}
          most={560}
          grows={-1}
          onResize={(size) => changeLayout({ detailsHeight: size })}
        />
      )}
      <DetailsPane />
    </aside>
  )
}

const Hosts = () => {
  const { hostsShown, hostsWidth } = useLayout()
  if (!hostsShown) return null
  return (
    <nav aria-label={t('Hosts')} className={styles['hosts']} style={{ width: hostsWidth }}>
      <HostTree />
      <Splitter
        label={t('Width of the hosts')}
        orientation="vertical"
        size={hostsWidth}
        least={160}
        most={400}
        grows={1}
        onResize={(size) => changeLayout({ hostsWidth: size })}
      />
    </nav>
  )
}

/** The window: bar, hosts, list, details, activity; and what stands over them. */
export const Shell = () => {
  useKeymap()
  const beside = useIsWide()
  const onMachines = useOnMachines()
  useEffect(() => {
    focusGrid()
  }, [])
  return (
    <div className={styles['shell']}>
      <Toolbar />
      <div className={styles['middle']}>
        <Hosts />
        <div className={styles['stage']}>
          <div className={styles['work']} data-beside={beside} data-covered={!onMachines}>
            <MachinesView onOpen={openConsole} />
            <Details beside={beside} />
          </div>
          <OpenPage />
        </div>
      </div>
      <Activity />
      <Overlays />
    </div>
  )
}
