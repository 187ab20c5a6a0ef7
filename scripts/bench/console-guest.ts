import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConsoleFlags, connect, remote, type LibvirtStream } from '../../src-main/libvirt'
import type { PrivateDaemon } from '../../src-main/libvirt/testing/private-daemon'
import type { BenchSettings } from './settings'

const PATIENCE_MS = 120_000

/** A machine's console as our client has it, with nothing above it. */
export interface BareConsole {
  type(text: string): Promise<void>
  /** Resolves when this text, or any, has come since the last typing. */
  until(text?: string): Promise<void>
  close(): Promise<void>
}

const listenTo = (stream: LibvirtStream, hear: (text: string) => void): Promise<void> =>
  (async () => {
    for await (const chunk of stream) hear(chunk.toString('latin1'))
  })()

/** Opens the first console of a machine, on a connection of its own. */
export const openBareConsole = async (
  daemon: PrivateDaemon,
  name: string,
): Promise<BareConsole> => {
  const connection = await connect(daemon.uri())
  const { dom } = await connection.call(remote.domainLookupByName, { name })
  const stream = await connection.openStream(remote.domainOpenConsole, {
    dom,
    devName: null,
    flags: ConsoleFlags.force,
  })
  let heard = ''
  let wake = (): void => {}
  void listenTo(stream, (text) => {
    heard += text
    wake()
  })
  return {
    type: async (text) => {
      heard = ''
      await stream.write(Buffer.from(text))
    },
    until: (text = '') =>
      new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`the console of ${name} did not say ${text}, but ${heard}`)),
          PATIENCE_MS,
        )
        wake = () => {
          if (heard.length === 0 || !heard.includes(text)) return
          clearTimeout(late)
          resolve()
        }
        wake()
      }),
    close: async () => {
      stream.abort()
      await connection.close()
    },
  }
}

const consoles = {
  /** The emulated UART is slower than any client. */
  virtio: `<console type='pty'><target type='virtio' port='0'/></console>`,
  /** It holds its guest back when nobody reads, as real ones do. */
  serial: `<serial type='pty'/>`,
} as const

type ConsoleKind = keyof typeof consoles

/** A real machine with one console. */
const definition = (
  folder: string,
  name: string,
  kind: ConsoleKind,
): string => `<domain type='qemu'>
  <name>${name}</name>
  <memory unit='MiB'>128</memory>
  <os>
    <type machine='q35'>hvm</type>
    <kernel>${folder}/vmlinuz</kernel>
    <initrd>${folder}/initrd.img</initrd>
    <cmdline>${kind === 'serial' ? 'console=ttyS0 ' : ''}no_timer_check quiet hostname=${name}</cmdline>
  </os>
  <features><acpi/></features>
  <devices>
    ${consoles[kind]}
  </devices>
</domain>`

/**
 * Starts the demo guest under a name, logs in on its console, and has a command run to its end
 * there; a shell waits then.
 */
export const startConsoleGuest = async (
  daemon: PrivateDaemon,
  settings: BenchSettings,
  name: string,
  command: string,
  kind: ConsoleKind = 'virtio',
): Promise<void> => {
  for (const file of ['vmlinuz', 'initrd.img']) {
    await copyFile(join(settings.guestFolder, file), join(daemon.directory, file))
  }
  const file = join(daemon.directory, `${name}.xml`)
  await writeFile(file, definition(daemon.directory, name, kind))
  await daemon.virsh('define', file)
  await daemon.virsh('start', name)
  const bare = await openBareConsole(daemon, name)
  await bare.until('login:')
  await bare.type('root\r')
  await bare.until('# ')
  await bare.type(`${command}; echo fini''shed\r`)
  await bare.until('finished')
  await bare.close()
}
