import { useEffect, useState } from 'react'
import { listen } from '../bridge/listen'

/** Whether the window fills the screen, by whoever's wish. */
export const useFullScreen = (): boolean => {
  const [isFullScreen, setFullScreen] = useState(false)
  useEffect(
    () => listen('windows.fullScreenChanged', (notice) => setFullScreen(notice.isFullScreen)),
    [],
  )
  return isFullScreen
}
