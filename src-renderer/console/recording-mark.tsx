import { useEffect, useState } from 'react'
import type { ConsoleRecording } from '../../src-preload/contract/console'
import { visibleText } from '../ui/visible-text'
import { rich } from '../ui/rich'
import styles from './console-view.module.css'

/** `1:05` for 65 seconds; hours where there are any. */
const clock = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const [hours, ...rest] = parts.map((part) => String(part).padStart(2, '0'))
  return (hours === '00' ? rest : [hours, ...rest]).join(':').replace(/^0(?=\d:)/, '')
}

/** Says that the console is recorded, how long already, and where to. */
export const RecordingMark = ({ recording }: { readonly recording: ConsoleRecording }) => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <span className={styles['recording']} title={visibleText(recording.path)}>
      {rich('Recording {time}', { time: <time>{clock(now - recording.since)}</time> })}
    </span>
  )
}
