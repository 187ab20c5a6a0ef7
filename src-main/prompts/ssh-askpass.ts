import { chmodSync, mkdirSync, watch, writeFileSync, type FSWatcher } from 'node:fs'
import { open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log/log'

/** Puts a question of SSH's to the person; null gives up, the signal takes it back. */
export type AskForSsh = (
  question: { readonly hostName: string; readonly text: string; readonly isSecret: boolean },
  signal: AbortSignal,
) => Promise<string | null>

/**
 * What OpenSSH runs for each of its questions. It has only a shell to count on, so it leaves the
 * question in a folder that is watched, and reads the answer from a pipe: nothing of it is ever in
 * a file or in a process's arguments.
 */
const SCRIPT = `#!/bin/sh
umask 077
folder=
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
folder=$(mktemp -d "$VIRTHELM_ASKPASS_FOLDER/ask.XXXXXXXX") || exit 1
mkfifo "$folder/answer" || exit 1
printf '%s' "$VIRTHELM_ASKPASS_HOST" >"$folder/host"
printf '%s' "$1" >"$folder/question.new"
mv "$folder/question.new" "$folder/question"
IFS= read -r answer <"$folder/answer" || exit 1
case $answer in
  =*) printf '%s\\n' "\${answer#=}" ;;
  *) exit 1 ;;
esac
`

/** A question with these words is to be confirmed in the open; all others ask for secrets. */
const IN_THE_OPEN = /\(yes\/no/i

/** How long a question may take to show after its folder, in ms. */
const QUESTION_MS = 2_000
const POLL_MS = 20

/** Answers OpenSSH's questions through the app. */
export class SshAskpass {
  /** Questions that are being asked, by the name of their folder. */
  readonly #asked = new Map<string, AbortController>()
  #watcher: FSWatcher | null = null

  constructor(
    /** Private to this user and this run of the app; made when SSH is first used. */
    readonly folder: string,
    readonly ask: AskForSsh,
    readonly log: Log,
  ) {}

  /** What `connect` needs so that SSH asks here, on behalf of that host. */
  forHost(hostName: string): { program: string; env: Readonly<Record<string, string>> } {
    this.#watcher ??= this.#start()
    return {
      program: this.#program,
      env: { VIRTHELM_ASKPASS_FOLDER: this.folder, VIRTHELM_ASKPASS_HOST: hostName },
    }
  }

  async stop(): Promise<void> {
    this.#watcher?.close()
    for (const question of this.#asked.values()) question.abort()
    await rm(this.folder, { recursive: true, force: true })
  }

  get #program(): string {
    return join(this.folder, 'askpass')
  }

  #start(): FSWatcher {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 })
    chmodSync(this.folder, 0o700)
    writeFileSync(this.#program, SCRIPT, { mode: 0o700 })
    return watch(this.folder, () => void this.#look())
  }

  async #look(): Promise<void> {
    const there = new Set(await readdir(this.folder).catch(() => []))
    // SSH takes a question back: a security key was touched, or the connection given up.
    for (const [name, question] of this.#asked) if (!there.has(name)) question.abort()
    for (const name of there) {
      if (!name.startsWith('ask.') || this.#asked.has(name)) continue
      const question = new AbortController()
      this.#asked.set(name, question)
      this.#answer(join(this.folder, name), question.signal)
        .catch((error: unknown) => {
          this.log.warn({ err: error }, 'a question of SSH could not be answered')
        })
        .finally(() => this.#asked.delete(name))
    }
  }

  async #answer(folder: string, signal: AbortSignal): Promise<void> {
    const end = performance.now() + QUESTION_MS
    while (!(await stat(join(folder, 'question')).catch(() => null))) {
      if (performance.now() > end) return
      await sleep(POLL_MS)
    }
    const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8')
    const [text, hostName] = await Promise.all([read('question'), read('host')])
    const question = { hostName, text: text.slice(0, 2000), isSecret: !IN_THE_OPEN.test(text) }
    const answer = await this.ask(question, signal)
    if (signal.aborted) return
    // Opened both ways, a pipe does not wait for its reader, who may be gone.
    const pipe = await open(join(folder, 'answer'), 'r+')
    await pipe.writeFile(answer === null ? '-\n' : `=${answer.split('\n')[0] ?? ''}\n`)
    // Closed at once, what was not read yet would be lost.
    await sleep(1000)
    await pipe.close()
  }
}
