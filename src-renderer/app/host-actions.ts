import { FlaskConical, Plug, Server, Unplug } from 'lucide-react'
import type { Host } from '../../src-preload/contract/host'
import { connectHost, disconnectHost, makeDemo } from '../hosts/host-calls'
import { showHost } from '../state/view'
import { visibleText } from '../ui/visible-text'
import { always, type Action } from './action'
import { focusGrid } from '../machines/focus'

/** Hosts that have a key of their own: Ctrl+1 to Ctrl+9. */
const HOSTS_WITH_KEY = 9

const goTo = (host: Host, index: number): Action => ({
  id: `host.show.${host.id}`,
  title: `Go to ${visibleText(host.name)}`,
  keys: index < HOSTS_WITH_KEY ? [`Ctrl+${index + 1}`] : [],
  keyContext: 'everywhere',
  group: 'Hosts',
  icon: Server,
  keywords: 'show host',
  whyNot: always,
  run: () => {
    showHost(host.id)
    focusGrid()
  },
})

const connection = (host: Host): Action => {
  const common = {
    keys: [],
    keyContext: 'everywhere',
    group: 'Hosts',
    whyNot: always,
  } as const
  return host.state === 'disconnected'
    ? {
        ...common,
        id: `host.connect.${host.id}`,
        title: `Connect to ${visibleText(host.name)}`,
        icon: Plug,
        keywords: 'retry reconnect',
        run: () => connectHost(host),
      }
    : {
        ...common,
        id: `host.disconnect.${host.id}`,
        title: `Disconnect from ${visibleText(host.name)}`,
        icon: Unplug,
        run: () => disconnectHost(host),
      }
}

const demo = (host: Host): readonly Action[] =>
  host.canMakeDemo
    ? [
        {
          id: `host.demo.${host.id}`,
          title: `Make a demo machine on ${visibleText(host.name)}`,
          keys: [],
          keyContext: 'everywhere',
          group: 'Hosts',
          icon: FlaskConical,
          whyNot: () => (host.state === 'connected' ? null : 'the host is not connected'),
          run: () => makeDemo(host),
        },
      ]
    : []

/** What a person can do with the hosts that there are. */
export const hostActionTable = (hosts: readonly Host[]): readonly Action[] =>
  hosts.flatMap((host, index) => [goTo(host, index), connection(host), ...demo(host)])
