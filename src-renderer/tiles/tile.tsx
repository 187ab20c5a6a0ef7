import { Maximize2, Minimize2, X } from 'lucide-react'
import type { SearchAddon } from '@xterm/addon-search'
import { useEffect, useRef, useState } from 'react'
import type {
  ConsoleDevice,
  ConsoleStatus,
  ConsoleTile,
  PasteProgress,
  TerminalLook,
} from '../../src-preload/contract/console'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { ConsoleTerminal } from '../console/console-terminal'
import { FindBar } from '../console/find-bar'
import { SessionLink } from '../console/session-link'
import { statusWords } from '../console/status-words'
import { Button } from '../ui/button'
import { HostText } from '../ui/host-text'
import { ariaKey } from '../ui/key-hint'
import { isolated, visibleText } from '../ui/visible-text'
import type { FairFeed } from './fair-feed'
import { TileMenu } from './tile-menu'
import { tileKeys } from './tile-keys'
import styles from './tiles-view.module.css'

/** A tile's terminal and its wire, as long as it is open. */
export interface LiveTile {
  readonly terminal: ConsoleTerminal
  readonly link: SessionLink
}

interface TileProps {
  readonly tile: ConsoleTile
  readonly look: TerminalLook
  readonly hasWebgl: boolean
  readonly feed: FairFeed
  readonly status: ConsoleStatus
  readonly pasting: PasteProgress | null
  readonly device: string | null
  readonly devices: readonly ConsoleDevice[] | null
  readonly isFinding: boolean
  readonly isMenuOpen: boolean
  readonly isCurrent: boolean
  readonly isZoomed: boolean
  /** Another tile stands before it. */
  readonly isHidden: boolean
  /** It gets what is typed into others. */
  readonly receives: boolean
  readonly onLive: (live: LiveTile | null) => void
  readonly onTyped: (bytes: Uint8Array) => void
  readonly onStatus: (status: ConsoleStatus) => void
  readonly onPasting: (progress: PasteProgress | null) => void
  readonly onDevice: (device: string | null) => void
  readonly onMenu: (isOpen: boolean) => void
  readonly onMenuClosed: () => void
  readonly onFound: () => void
  readonly onFocus: () => void
  readonly onZoom: () => void
  readonly onClose: () => void
}

/** One console among others. */
export const Tile = (props: TileProps) => {
  const { tile, status, pasting, device, devices, isCurrent, isZoomed, isHidden, receives } = props
  const [search, setSearch] = useState<SearchAddon | null>(null)
  const screen = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  latest.current = props

  useEffect(() => {
    if (!screen.current) return
    const { feed, look, hasWebgl } = latest.current
    let hasGuest = false
    const link: SessionLink = new SessionLink(tile.machineId, {
      history: (bytes) => {
        // All that waits is in it.
        feed.forget(terminal)
        return terminal.replay(bytes)
      },
      data: (bytes) => feed.write(terminal, bytes),
      status: (next) => {
        hasGuest = next.state === 'connected'
        latest.current.onStatus(next)
      },
      pasting: (progress) => latest.current.onPasting(progress),
    })
    const terminal = new ConsoleTerminal(screen.current, {
      ...look,
      hasWebgl,
      onInput: (bytes, isTyped) => {
        if (isTyped) latest.current.onTyped(bytes)
        else link.send(bytes)
      },
      onPaste: (bytes) => link.paste(bytes),
      onSize: (size) => link.tellSize(size),
      hasGuest: () => hasGuest,
    })
    latest.current.onLive({ terminal, link })
    setSearch(terminal.search)
    void call('consoles.connectTile', { id: tile.machineId, device })
    return () => {
      latest.current.onLive(null)
      feed.forget(terminal)
      link.close()
      terminal.dispose()
    }
  }, [tile.machineId, device])

  const { text, kind } = statusWords(status)
  const shown = devices?.find((known) => known.device === device)
  const name = isolated(tile.machineName)
  const zoomTitle = isZoomed ? t('Show all') : t('Zoom')
  return (
    <section
      aria-label={t('Serial console of {name}', { name })}
      className={styles['tile']}
      aria-current={isCurrent ? 'true' : undefined}
      data-zoomed={isZoomed}
      data-state={kind}
      data-receives={receives}
      inert={isHidden}
      onFocus={props.onFocus}
    >
      <header className={styles['head']} onMouseDown={(event) => event.preventDefault()}>
        <span className={styles['dot']} data-kind={kind} aria-hidden="true" />
        <h2>
          <HostText text={tile.machineName} />
        </h2>
        <span className={styles['host']}>
          <HostText text={tile.hostName} />
        </span>
        {shown !== undefined && device !== null && (
          <span className={styles['device']}>{shown.title}</span>
        )}
        <span role="status" className={styles['status']} data-kind={kind} title={visibleText(text)}>
          {visibleText(text)}
        </span>
        {pasting && (
          <span className={styles['badge']}>
            {t('Pasting {sent} %', { sent: Math.floor((100 * pasting.sent) / pasting.total) })}
          </span>
        )}
        {receives && <span className={styles['badge']}>{t('Gets what you type')}</span>}
        <TileMenu
          name={name}
          device={device}
          devices={devices}
          isOpen={props.isMenuOpen}
          onOpenChange={props.onMenu}
          onClosed={props.onMenuClosed}
          onDevice={props.onDevice}
        />
        <Button
          look="quiet"
          square
          aria-label={`${zoomTitle}: ${name}`}
          aria-keyshortcuts={ariaKey(tileKeys.zoom.keys)}
          title={`${zoomTitle} (${tileKeys.zoom.keys})`}
          onClick={props.onZoom}
        >
          {isZoomed ? <Minimize2 aria-hidden="true" /> : <Maximize2 aria-hidden="true" />}
        </Button>
        <Button
          look="quiet"
          square
          aria-label={t('Close: {name}', { name })}
          aria-keyshortcuts={ariaKey(tileKeys.close.keys)}
          title={`${tileKeys.close.title} (${tileKeys.close.keys})`}
          onClick={props.onClose}
        >
          <X aria-hidden="true" />
        </Button>
      </header>
      <div className={styles['body']}>
        <div ref={screen} className={styles['screen']} />
        {props.isFinding && search !== null && <FindBar search={search} onClose={props.onFound} />}
      </div>
    </section>
  )
}
