import { readFileSync, watch, type FSWatcher } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Credentials } from '../libvirt'
import type { Log } from '../log/log'

/** What a managed install gives in the environment. */
export interface Environment {
  readonly LIBVIRT_CONNECTION_URI?: string | undefined
  readonly LIBVIRT_USERNAME?: string | undefined
  readonly LIBVIRT_PASSWORD?: string | undefined
  readonly LIBVIRT_PASSWORD_FILE?: string | undefined
}

/**
 * Name and password from the environment. A password file is read again when it changes and on
 * SIGHUP, so that a rotated secret holds from the next connection on; while it can't be read, the
 * last one holds.
 */
export class EnvironmentCredentials {
  readonly #username: string | undefined
  readonly #onlyFor: string | undefined
  readonly #file: string | undefined
  #password: string | undefined
  #watcher: FSWatcher | null = null

  constructor(
    environment: Environment,
    readonly log: Log,
  ) {
    this.#username = environment.LIBVIRT_USERNAME || undefined
    this.#onlyFor = environment.LIBVIRT_CONNECTION_URI || undefined
    this.#password = environment.LIBVIRT_PASSWORD || undefined
    this.#file = environment.LIBVIRT_PASSWORD_FILE || undefined
    if (this.#file === undefined) return
    const [folder, name] = [dirname(this.#file), basename(this.#file)]
    this.reload()
    try {
      // The folder, because secrets are rotated by putting another file in the old one's place;
      // Kubernetes turns a link named `..data` to a folder with all of them.
      this.#watcher = watch(folder, (_event, changed) => {
        if (changed === name || changed === '..data') this.reload()
      })
      this.#watcher.unref()
    } catch {
      // Its absence was said by the reading; SIGHUP reads it once it is there.
    }
  }

  /**
   * Name and password for a host, where there are any. A URI beside them says which host they are
   * for: no other is told.
   */
  credentialsFor(uri: string): Credentials | null {
    const isMeant = this.#onlyFor === undefined || this.#onlyFor === uri
    if (!isMeant || this.#username === undefined || this.#password === undefined) return null
    return { username: this.#username, password: this.#password }
  }

  /** Reads the password file again. Never throws. */
  reload(): void {
    const path = this.#file
    if (path === undefined) return
    try {
      // Editors end files with a line feed, which is no part of a password.
      const password = readFileSync(path, 'utf8').replace(/\r?\n$/, '')
      if (password !== '') this.#password = password
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      this.log.warn({ path, code }, 'the password file cannot be read')
    }
  }

  stop(): void {
    this.#watcher?.close()
  }
}
