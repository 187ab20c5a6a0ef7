import { flushSync } from 'react-dom'
import { create } from 'zustand'
import type { HostId } from '../../src-preload/contract/host'
import type { MachineId } from '../../src-preload/contract/machine'

/** What the window's main part shows: the machines, or a page over them. */
export type Page =
  | { readonly kind: 'machines' }
  | { readonly kind: 'host'; readonly hostId: HostId }
  | { readonly kind: 'storage'; readonly hostId: HostId }
  | { readonly kind: 'networks'; readonly hostId: HostId }
  /** Also of machines that are gone. */
  | { readonly kind: 'backups'; readonly hostId: HostId }
  /** Of one machine, where it is given. */
  | { readonly kind: 'history'; readonly machineId?: MachineId }
  /** What stands between a host and its work. */
  | { readonly kind: 'doctor'; readonly hostId: HostId }
  | { readonly kind: 'power' }
  | { readonly kind: 'settings' }

const machines: Page = { kind: 'machines' }

interface PageState {
  readonly page: Page
  /** What had the focus before the page was opened. */
  readonly opener: Element | null
}

export const usePage = create<PageState>()(() => ({ page: machines, opener: null }))

/** The host that a page is about, where it is about one. */
export const pageHost = (page: Page): HostId | null => ('hostId' in page ? page.hostId : null)

export const useOnMachines = (): boolean => usePage(({ page }) => page.kind === 'machines')

/** Puts a page over the machines, which stay as they are behind it. */
export const openPage = (page: Page): void =>
  usePage.setState(({ page: before, opener }) => ({
    page,
    opener: before.kind === 'machines' ? document.activeElement : opener,
  }))

/** Shows the machines again; they can take the focus when this returns. */
export const showMachines = (): void => {
  if (usePage.getState().page.kind === 'machines') return
  flushSync(() => usePage.setState({ page: machines }))
}
