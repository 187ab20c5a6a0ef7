import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'
import type { Place } from '../libvirt'
import type { Log } from '../log/log'
import type { DisplayMachine } from './display-machine'
import { readDisplays, type Display } from './read-displays'
import { viewerFile } from './viewer-file'

const VIEWER = 'remote-viewer'

/** Where the viewer goes, and what ends with it. */
interface Route {
  readonly place: Place
  readonly tunnel?: Server
}

/** Starts the viewer; `ended` is called when it is gone, or never came. */
const runViewer = async (argument: string, ended: () => void): Promise<void> => {
  const viewer = spawn(VIEWER, [argument], { detached: true, stdio: 'ignore' })
  viewer.once('exit', ended)
  try {
    await once(viewer, 'spawn')
  } catch (cause) {
    ended()
    throw new Problem(
      'unsupported',
      t('SPICE displays need remote-viewer, which is not installed'),
      {
        hint: t('Install it, then open the display again. A VNC display needs nothing else.'),
        remedies: ['sudo apt install virt-viewer'],
        cause,
      },
    )
  }
  viewer.unref()
}

/**
 * SPICE displays, shown by remote-viewer: no client for browsers is maintained. It gets a
 * connection file that nobody else can read; where only our SSH connection leads to the host, it
 * gets a door here that we carry on from.
 */
export class SpiceViewers {
  readonly #tunnels = new Set<Server>()

  constructor(
    /** Private to this run. */
    readonly folder: string,
    readonly log: Log,
  ) {}

  /** Starts the viewer. Throws a `Problem` where it is not installed, or the display not reached. */
  async open(machine: DisplayMachine, display: Display): Promise<void> {
    const password = await this.#passwordOf(machine)
    const { place, tunnel } = await this.#routeTo(machine, display, password !== undefined)
    const argument = await this.#argumentFor(machine, display, place, password)
    await runViewer(argument, () => {
      tunnel?.close()
      // A viewer deletes what it has read; this is for one that never came to it.
      if (place.kind === 'tcp') void rm(argument, { force: true })
    })
  }

  /** Ends what viewers reach through us; the others stay. */
  close(): void {
    for (const tunnel of this.#tunnels) tunnel.close()
  }

  async #passwordOf({ readXml }: DisplayMachine): Promise<string | undefined> {
    try {
      const { displays } = readDisplays(await readXml(true))
      return displays.find(({ type }) => type === 'spice')?.password
    } catch {
      // Not ours to read: the viewer asks the person.
      return undefined
    }
  }

  async #routeTo(
    machine: DisplayMachine,
    { place }: Display,
    hasPassword: boolean,
  ): Promise<Route> {
    if (!place) {
      throw new Problem(
        'unsupported',
        t('The display of {name} listens nowhere', { name: machine.machine.name }),
        {
          hint: t('Give its SPICE display an address or a socket to listen on.'),
        },
      )
    }
    const here = await machine.placeFromHere(place)
    return here ? { place: here } : await this.#openTunnel(machine, place, hasPassword)
  }

  /** A door on this machine: open to this user alone, or locked by the display's own password. */
  async #openTunnel(
    machine: DisplayMachine,
    place: Place,
    hasPassword: boolean,
  ): Promise<Route & { readonly tunnel: Server }> {
    const tunnel = createServer((socket) => void this.#carry(machine, place, socket))
    this.#tunnels.add(tunnel)
    tunnel.once('close', () => this.#tunnels.delete(tunnel))
    const path = join(await this.#ownFolder(), `${randomUUID().slice(0, 8)}.sock`)
    if (hasPassword) tunnel.listen(0, '127.0.0.1')
    else tunnel.listen(path)
    await once(tunnel, 'listening')
    const address = tunnel.address() as AddressInfo | string
    return typeof address === 'string'
      ? { tunnel, place: { kind: 'unix', path } }
      : { tunnel, place: { kind: 'tcp', host: address.address, port: address.port } }
  }

  async #carry(machine: DisplayMachine, place: Place, socket: Socket): Promise<void> {
    socket.on('error', () => {})
    try {
      const transport = await machine.openPlace(place)
      socket.once('close', () => transport.destroy())
      await Promise.all([pipeline(socket, transport.output), pipeline(transport.input, socket)])
    } catch (error) {
      this.log.warn({ err: error }, 'a way to a SPICE display broke')
      socket.destroy()
    }
  }

  async #argumentFor(
    { machine: { name } }: DisplayMachine,
    { tlsPort }: Display,
    place: Place,
    password: string | undefined,
  ): Promise<string> {
    // Connection files know no sockets.
    if (place.kind === 'unix') return `spice+unix://${encodeURI(place.path)}`
    const path = join(await this.#ownFolder(), `${randomUUID()}.vv`)
    const text = viewerFile({
      title: name.replace(/\p{Cc}/gu, ' '),
      host: place.host,
      ...(place.port !== tlsPort && { port: place.port }),
      ...(tlsPort !== undefined && { tlsPort }),
      ...(password !== undefined && { password }),
    })
    await writeFile(path, text, { mode: 0o600, flag: 'wx' })
    return path
  }

  async #ownFolder(): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    return this.folder
  }
}
