import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { provideGuest } from './guest.mjs'

/** @type {string} */
let folder
/** @type {(() => Promise<unknown> | void)[]} */
let endings

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'virthelm-guest-test-'))
  endings = [() => rmSync(folder, { recursive: true, force: true })]
})

afterEach(async () => {
  for (const end of endings.reverse()) await end()
})

/**
 * Collects what a stream says, and waits for words in it.
 *
 * @param {import('node:stream').Readable} stream
 */
function listenTo(stream) {
  let heard = ''
  let read = 0
  stream.setEncoding('utf8')
  stream.on('data', (text) => (heard += text))
  return {
    /** @param {string} words after those waited for before */
    async until(words) {
      await expect.poll(() => heard.slice(read), { timeout: 30_000 }).toContain(words)
      read = heard.indexOf(words, read) + words.length
    },
  }
}

async function bootGuest() {
  const guest = provideGuest({ required: true })
  const console0 = createServer().listen(join(folder, 'hvc0'))
  const virtioConsole = once(console0, 'connection')
  const monitorSocket = join(folder, 'monitor')
  const serialPorts = ['-device', 'virtio-serial-pci', '-device', 'virtconsole,chardev=hvc0']
  const qemu = spawn(
    'qemu-system-x86_64',
    ['-machine', 'q35', '-accel', 'tcg', '-m', '128', '-display', 'none', '-no-reboot']
      .concat(['-kernel', `${guest}/vmlinuz`, '-initrd', `${guest}/initrd.img`])
      .concat(['-append', 'console=ttyS0 quiet hostname=voyager', '-serial', 'stdio'])
      .concat(['-netdev', 'user,id=net0', '-device', 'virtio-net-pci,netdev=net0'])
      .concat(['-chardev', `socket,id=hvc0,path=${join(folder, 'hvc0')}`, ...serialPorts])
      .concat(['-monitor', `unix:${monitorSocket},server=on,wait=off`]),
  )
  const ended = once(qemu, 'exit')
  endings.push(() => {
    console0.close()
    qemu.kill('SIGKILL')
    return ended
  })
  const [hvc0] = await virtioConsole
  return { qemu, ended, hvc0, monitorSocket }
}

test('the guest logs in on both consoles, has a network, and obeys its power button', async () => {
  const { qemu, ended, hvc0, monitorSocket } = await bootGuest()
  const serial = listenTo(qemu.stdout)
  const virtio = listenTo(hvc0)

  await serial.until('voyager login: ')
  qemu.stdin.write('root\n')
  await serial.until('root@voyager:/root# ')
  qemu.stdin.write('echo $((6 * 7)) is the answer\n')
  await serial.until('\n42 is the answer')

  await virtio.until('voyager login: ')
  hvc0.write('root\n')
  await virtio.until('root@voyager:/root# ')
  hvc0.write('until ip address show eth0 | grep 10.0.2; do sleep 1; done\n')
  await virtio.until('inet 10.0.2.15')

  const monitor = createConnection(monitorSocket)
  await once(monitor, 'connect')
  monitor.write('system_powerdown\n')
  await expect(ended).resolves.toEqual([0, null])
  monitor.destroy()
})
