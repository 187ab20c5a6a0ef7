/** The demo guest's shell, over its serial console. */
import type { MachineId } from '../../src-preload/contract/machine'
import { remote } from '../libvirt'
import type { ServedHost } from './served-host'

/**
 * Logs in and runs commands; answers all that was on the console since the prompt, without carriage
 * returns. The last command must say `done` on a line of its own, in a form that differs from how
 * it is typed: `echo do"ne"`.
 */
export const talkToGuest = async (
  { services, connection: main }: ServedHost,
  id: MachineId,
  commands: readonly string[],
): Promise<string> => {
  const connection = await main.sibling()
  const { dom } = services.reach(id)
  const stream = await connection.openStream(remote.domainOpenConsole, {
    dom,
    devName: null,
    flags: 0,
  })
  let heard = ''
  let isIn = false
  const send = (text: string) => stream.write(Buffer.from(`${text}\r`))
  // Whatever was said before anybody listened is gone: a prompt is said again.
  await send('')
  for await (const bytes of stream) {
    heard += Buffer.from(bytes).toString('utf8')
    if (!isIn && heard.endsWith('login: ')) await send('root')
    // Its shell asks the terminal where the cursor is after each prompt.
    if (!isIn && (heard.endsWith('# ') || heard.endsWith('# \u001b[6n'))) {
      isIn = true
      heard = ''
      for (const command of commands) await send(command)
    }
    if (isIn && /\ndone\r/.test(heard)) break
  }
  stream.abort()
  await connection.close()
  return heard.replaceAll('\r', '')
}
