import { isIPv6 } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import type { CallInput } from '../../src-preload/contract'
import type { HostId } from '../../src-preload/contract/host'
import type {
  DefaultNetworkFix,
  Lease,
  Network,
  NetworkDetails,
  NetworkId,
  NetworkSuggestion,
} from '../../src-preload/contract/network'
import type { NetworkChange } from '../../src-preload/contract/network-request'
import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'
import type { HostRegistry } from '../hosts/host-registry'
import { LiveLists } from '../hosts/live-lists'
import { remote, type Connection, type NetworkRef } from '../libvirt'
import type { Log } from '../log/log'
import type { ResourceIndex } from '../machines/usage/resource-index'
import { changeSection, NetworkSection } from './change-network'
import { definitionXml } from './definition-xml'
import { editNetwork } from './edit-network'
import { freeSubnets } from './free-subnet'
import { dnsHostXml, leaseXml, networkXml, rangeXml } from './network-xml'
import {
  readDefinition,
  readDnsHosts,
  readNetworks,
  readStaticLeases,
  subnetIndex,
} from './read-network'

/** The network that machines are on unless somebody chose another. */
const DEFAULT = 'default'
/** A start makes bridges and firewall rules, in ms. */
const START = { deadlineMs: 2 * 60_000 } as const

interface ReachedNetwork {
  readonly hostId: HostId
  readonly connection: Connection
  readonly net: NetworkRef
}

/** The virtual networks of all hosts. */
export class Networks {
  readonly #lists: LiveLists<Network>

  constructor(
    readonly hosts: HostRegistry,
    readonly resources: ResourceIndex,
    readonly log: Log,
  ) {
    this.#lists = new LiveLists<Network>(
      hosts,
      {
        of: 'networks',
        watch: async (connection, _hostId, changed) => {
          await connection.subscribe('networkLifecycle', changed)
        },
        read: readNetworks,
      },
      log,
    )
  }

  /** Hears a host's networks when one of them changed; only of hosts whose list was asked for. */
  onDidChange(
    listener: (change: { hostId: HostId; networks: readonly Network[] }) => void,
  ): () => void {
    return this.#lists.onDidChange(({ hostId, items }) => listener({ hostId, networks: items }))
  }

  list(hostId: HostId): Promise<readonly Network[]> {
    return this.#lists.list(hostId)
  }

  async details(id: NetworkId): Promise<NetworkDetails> {
    const { hostId, connection, net } = await this.#reach(id)
    const [{ xml }, next, { machines }] = await Promise.all([
      connection.call(remote.networkGetXmlDesc, { net, flags: 0 }),
      definitionXml(connection, net),
      this.resources.ofHost(hostId),
    ])
    const definition = readDefinition(next)
    const users = [...machines].filter(([, { networks }]) => networks.includes(net.name))
    return {
      id,
      staticLeases: readStaticLeases(xml),
      dnsHosts: readDnsHosts(xml),
      xml,
      definition,
      waits: !isDeepStrictEqual(readDefinition(xml), definition),
      users: users.map(([machineId]) => machineId),
    }
  }

  async leases(id: NetworkId): Promise<readonly Lease[]> {
    const { hostId, connection, net } = await this.#reach(id)
    const [{ leases }, { machines }] = await Promise.all([
      connection.call(remote.networkGetDhcpLeases, {
        net,
        mac: null,
        needResults: true,
        flags: 0,
      }),
      this.resources.ofHost(hostId),
    ])
    const holders = new Map(
      [...machines].flatMap(([machineId, { macs }]) =>
        macs.map((mac) => [mac, machineId] as const),
      ),
    )
    return leases.map(({ ipaddr, prefix, mac, hostname, expirytime }) => {
      const machineId = holders.get(mac?.toLowerCase() ?? '')
      return {
        ip: ipaddr,
        prefix,
        ...(mac && { mac }),
        ...(hostname && { hostname }),
        expiresAt: expirytime > 0n ? Number(expirytime) * 1000 : null,
        ...(machineId !== undefined && { machineId }),
      }
    })
  }

  async suggest(hostId: HostId): Promise<NetworkSuggestion> {
    const [first] = freeSubnets(await this.list(hostId))
    if (!first) throw new Problem('in-use', t('every subnet of 192.168.0.0 is taken'))
    return first
  }

  /** Defines a network and starts it as asked; it is taken back when that fails. */
  async create(request: CallInput<'networks.create'>): Promise<NetworkId> {
    const { hostId, name, network, start, autostart } = request
    const { connection } = this.hosts.get(hostId)
    if ((await this.list(hostId)).some((known) => known.name === name)) {
      throw new Problem('in-use', t('there is a network of that name already'), {
        hint: t('Choose another name.'),
      })
    }
    const xml = networkXml(name, network)
    const { net } = await connection.call(remote.networkDefineXml, { xml })
    try {
      if (start) await connection.call(remote.networkCreate, { net }, START)
      if (autostart) await connection.call(remote.networkSetAutostart, { net, autostart })
    } catch (error) {
      await this.#takeBack(connection, net)
      throw error
    } finally {
      this.#lists.touch(hostId)
    }
    return `${hostId}/${net.uuid}`
  }

  async act(id: NetworkId, action: CallInput<'networks.act'>['action']): Promise<void> {
    const { hostId, connection, net } = await this.#reach(id)
    const call = {
      start: () => connection.call(remote.networkCreate, { net }, START),
      stop: () => connection.call(remote.networkDestroy, { net }, START),
      delete: () => this.#delete(connection, net),
    } as const
    await call[action]()
    this.#lists.touch(hostId)
  }

  async setAutostart(id: NetworkId, autostart: boolean): Promise<void> {
    const { hostId, connection, net } = await this.#reach(id)
    await connection.call(remote.networkSetAutostart, { net, autostart })
    this.#lists.touch(hostId)
  }

  /** Changes what a network is from its next start: its host's own definition, and no more of it. */
  async redefine(id: NetworkId, change: NetworkChange): Promise<void> {
    const { hostId, connection, net } = await this.#reach(id)
    const { persistent } = await connection.call(remote.networkIsPersistent, { net })
    if (!persistent) throw new Problem('invalid', t('the network is gone when it stops'))
    const xml = await definitionXml(connection, net)
    await connection.call(remote.networkDefineXml, { xml: editNetwork(xml, change) })
    this.#lists.touch(hostId)
  }

  /** Changes which addresses are handed out, now and for the next start. */
  async changeRange({ id, remove, add }: CallInput<'networks.changeRange'>): Promise<void> {
    const reached = await this.#reach(id)
    await changeSection(reached.connection, reached.net, NetworkSection.dhcpRange, {
      parentIndex: await this.#subnetOf(reached, (add ?? remove)?.start),
      ...(remove && { remove: rangeXml(remove) }),
      ...(add && { add: rangeXml(add) }),
    })
    this.#lists.touch(reached.hostId)
  }

  /** Changes the addresses kept for guests, now and for the next start. */
  async changeLease({ id, remove, add }: CallInput<'networks.changeLease'>): Promise<void> {
    const reached = await this.#reach(id)
    await changeSection(reached.connection, reached.net, NetworkSection.dhcpHost, {
      parentIndex: await this.#subnetOf(reached, (add ?? remove)?.ip),
      ...(remove && { remove: leaseXml(remove) }),
      ...(add && { add: leaseXml(add) }),
    })
  }

  /** Changes the names that its DNS server knows, now and for the next start. */
  async changeDnsHost({ id, remove, add }: CallInput<'networks.changeDnsHost'>): Promise<void> {
    const { connection, net } = await this.#reach(id)
    await changeSection(connection, net, NetworkSection.dnsHost, {
      parentIndex: -1,
      ...(remove && { remove: dnsHostXml(remove) }),
      ...(add && { add: dnsHostXml(add) }),
    })
  }

  /**
   * Makes sure that there is a network `default`, that it runs and starts with its host. One that
   * is made takes the first free subnet that the host lets it have: libvirt's usual one may be what
   * the host itself is in.
   */
  async fixDefault(hostId: HostId): Promise<DefaultNetworkFix> {
    const networks = await this.list(hostId)
    const known = networks.find(({ name }) => name === DEFAULT)
    if (!known) return { networkId: await this.#makeDefault(hostId, networks), done: 'made' }
    if (!known.active) await this.act(known.id, 'start')
    if (known.persistent && !known.autostart) await this.setAutostart(known.id, true)
    return { networkId: known.id, done: known.active ? 'nothing' : 'started' }
  }

  async #makeDefault(hostId: HostId, networks: readonly Network[]): Promise<NetworkId> {
    let failure: unknown = new Problem('in-use', t('every subnet of 192.168.0.0 is taken'))
    for (const { address, prefix, dhcp } of freeSubnets(networks).slice(0, SUBNETS_TRIED)) {
      try {
        const network = { mode: 'nat' as const, subnets: [{ address, prefix, dhcp }] }
        return await this.create({ hostId, name: DEFAULT, network, start: true, autostart: true })
      } catch (error) {
        failure = error
      }
    }
    throw failure
  }

  async #reach(id: NetworkId): Promise<ReachedNetwork> {
    const slash = id.lastIndexOf('/')
    const hostId = id.slice(0, slash)
    const { connection } = this.hosts.get(hostId)
    const { net } = await connection.call(remote.networkLookupByUuid, { uuid: id.slice(slash + 1) })
    return { hostId, connection, net }
  }

  /** Which of its subnets an address belongs in. */
  async #subnetOf({ connection, net }: ReachedNetwork, address = ''): Promise<number> {
    const { xml } = await connection.call(remote.networkGetXmlDesc, { net, flags: 0 })
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    const index = subnetIndex(xml, family)
    if (index === -1) {
      throw new Problem(
        'invalid',
        t('the network has no {family}', { family: family === 'ipv6' ? 'IPv6' : 'IPv4' }),
      )
    }
    return index
  }

  async #delete(connection: Connection, net: NetworkRef): Promise<void> {
    const [{ active }, { persistent }] = await Promise.all([
      connection.call(remote.networkIsActive, { net }),
      connection.call(remote.networkIsPersistent, { net }),
    ])
    if (active) await connection.call(remote.networkDestroy, { net }, START)
    if (persistent) await connection.call(remote.networkUndefine, { net })
  }

  async #takeBack(connection: Connection, net: NetworkRef): Promise<void> {
    try {
      await this.#delete(connection, net)
    } catch (error) {
      this.log.warn({ net: net.name, err: error }, 'a network that failed could not be taken back')
    }
  }
}

/** How many subnets the host may refuse. */
const SUBNETS_TRIED = 8
