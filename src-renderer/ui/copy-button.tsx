import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { say } from '../state/status'
import { Button } from './button'

/** How long the tick shows, in ms. */
const TICK_FOR = 1500

interface CopyButtonProps {
  /** Null where there is none to copy. */
  readonly text: string | null
  /** Names it for people: `Copy the command`. */
  readonly what: string
  /** Why there is none. */
  readonly whyNot?: string | undefined
}

/** Copies a text, or says why there is none. */
export const CopyButton = ({ text, what, whyNot }: CopyButtonProps) => {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = window.setTimeout(() => setCopied(false), TICK_FOR)
    return () => window.clearTimeout(timer)
  }, [copied])
  const copy = async (): Promise<void> => {
    if (text === null) return say(whyNot ?? t('There is none'))
    await call('clipboard.write', { text })
    setCopied(true)
    say(t('Copied'))
  }
  return (
    <Button
      look="quiet"
      square
      aria-label={t('Copy {what}', { what })}
      title={text === null && whyNot !== undefined ? whyNot : t('Copy {what}', { what })}
      aria-disabled={text === null}
      onClick={() => void copy()}
    >
      {copied ? <Check /> : <Copy />}
    </Button>
  )
}
