import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { call } from '../bridge/call'
import { say } from '../state/status'
import { Button } from './button'

/** How long the tick shows, in ms. */
const TICK_FOR = 1500

/** Copies a text; `what` names it for people: `Copy the command`. */
export const CopyButton = ({ text, what }: { readonly text: string; readonly what: string }) => {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = window.setTimeout(() => setCopied(false), TICK_FOR)
    return () => window.clearTimeout(timer)
  }, [copied])
  const copy = async (): Promise<void> => {
    await call('clipboard.write', { text })
    setCopied(true)
    say('Copied')
  }
  return (
    <Button
      look="quiet"
      square
      aria-label={`Copy ${what}`}
      title={`Copy ${what}`}
      onClick={() => void copy()}
    >
      {copied ? <Check /> : <Copy />}
    </Button>
  )
}
