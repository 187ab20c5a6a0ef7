import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { TimelineList, type TimelineFilter, type TimelinePart } from './timeline-list'

/** What happened that fits a filter; what fitted the one before stays until the answer is there. */
export const useTimeline = ({
  text,
  hostId,
  machineId,
}: TimelineFilter): { readonly part: TimelinePart; readonly loadOlder: () => void } => {
  const list = useMemo(
    () =>
      new TimelineList({
        text,
        ...(hostId !== undefined && { hostId }),
        ...(machineId !== undefined && { machineId }),
      }),
    [text, hostId, machineId],
  )
  useEffect(() => list.follow(), [list])
  const part = useSyncExternalStore(list.subscribe, list.part)
  const shown = useRef(part)
  if (part.entries !== null || part.failure !== null) shown.current = part
  return { part: shown.current, loadOlder: () => void list.loadOlder() }
}
