import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children, find } from '../../xml/select-elements'

/** The channel that QEMU's guest agent listens at. */
const CHANNEL = 'org.qemu.guest_agent.0'

/** What a running machine's XML tells of its channel to an agent; null without one. */
export interface AgentChannel {
  /** Somebody in the guest has opened it. */
  readonly isConnected: boolean
}

/** Finds the channel to the guest's agent in a machine's XML. */
export const agentChannel = (xml: string): AgentChannel | null => {
  const devices = find(parseXml(xml), 'devices')
  const found = (devices ? children(devices, 'channel') : []).find(
    (channel) => attributeOf(channel, 'target', 'name') === CHANNEL,
  )
  return found ? { isConnected: attributeOf(found, 'target', 'state') === 'connected' } : null
}
