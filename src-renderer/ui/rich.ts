import { createElement, Fragment, type ReactElement, type ReactNode } from 'react'
import { pieces } from '../../src-preload/language/t'

/** A message with elements in it: `rich('{host} is not connected', { host: <HostText … /> })`. */
export const rich = (text: string, values: Readonly<Record<string, ReactNode>>): ReactElement =>
  createElement(Fragment, null, ...pieces<ReactNode>(text, values as Record<string, never>))
