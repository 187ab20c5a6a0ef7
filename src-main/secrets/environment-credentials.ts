import { readFileSync, watch, type FSWatcher } from 'node:fs'
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
  #password: string | null
  #watcher: FSWatcher | null = null

  constructor(
    readonly environment: Environment,
    readonly log: Log,
  ) {
    this.#password = environment.LIBVIRT_PASSWORD ?? null
    const file = environment.LIBVIRT_PASSWORD_FILE
    if (file === undefined) return
    this.reload()
    try {
      this.#watcher = watch(file, () => this.reload())
      this.#watcher.unref()
    } catch {
      // Its absence was said by the reading; SIGHUP reads it once it is there.
    }
  }

  /** Whether name and password are there; their values are nobody's business but the daemon's. */
  get areSupplied(): boolean {
    return this.environment.LIBVIRT_USERNAME !== undefined && this.#password !== null
  }

  get credentials(): Credentials | null {
    const username = this.environment.LIBVIRT_USERNAME
    return username === undefined || this.#password === null
      ? null
      : { username, password: this.#password }
  }

  /** Reads the password file again. Never throws. */
  reload(): void {
    const path = this.environment.LIBVIRT_PASSWORD_FILE
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
