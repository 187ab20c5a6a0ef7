import { useEffect, useState } from 'react'

/** A value once it has not changed for some ms; the first one at once. */
export const useSettled = <T>(value: T, rest: number): T => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), rest)
    return () => window.clearTimeout(timer)
  }, [value, rest])
  return settled
}
