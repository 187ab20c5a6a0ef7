import { ErrorCode, ErrorDomain, LibvirtError } from './errors'

/** What can be asked whether it is supported: a procedure or an event. */
export interface Versioned {
  readonly name: string
  readonly since?: string
  readonly passesDescriptors?: boolean
}

interface Numbered extends Versioned {
  readonly program: number
  readonly number: number
}

const parseVersion = (version: string): number => {
  const [major = 0, minor = 0, release = 0] = version.split('.').map(Number)
  return major * 1_000_000 + minor * 1000 + release
}

const formatVersion = (version: number): string =>
  `${Math.floor(version / 1_000_000)}.${Math.floor(version / 1000) % 1000}.${version % 1000}`

/**
 * What this daemon, with this driver, cannot do: known from its version where a procedure came
 * late, and from its own words once it has refused one.
 */
export class Capabilities {
  readonly #refused = new Map<string, string>()

  constructor(
    /** The daemon's libvirt: major × 1,000,000 + minor × 1,000 + release. */
    readonly daemonVersion: number,
  ) {}

  /** Why it is not supported; undefined where nothing speaks against trying. */
  refusal(subject: Versioned): string | undefined {
    if (subject.passesDescriptors) return 'it passes file descriptors, which cannot be carried here'
    if (subject.since && parseVersion(subject.since) > this.daemonVersion) {
      const has = formatVersion(this.daemonVersion)
      return `it came with libvirt ${subject.since}, and the host has ${has}`
    }
    return this.#refused.get(subject.name)
  }

  /** Remembers an answer that no later call could change. */
  learn(procedure: Numbered, error: unknown): void {
    if (error instanceof LibvirtError && isLasting(procedure, error)) {
      this.#refused.set(procedure.name, error.message)
    }
  }
}

/**
 * Messages may come in the daemon's language, so only what is the same in all of them counts: the
 * number in "unknown procedure: 453" or "Cannot find program 536903815", and the name of the API
 * function that a driver lacks.
 */
const isLasting = ({ program, number }: Numbered, error: LibvirtError): boolean => {
  if (error.code === ErrorCode.rpc && error.domain === ErrorDomain.rpc) {
    const numbers = error.message.match(/\d+/g)?.map(Number) ?? []
    return numbers.includes(number) || numbers.includes(program)
  }
  return (
    error.code === ErrorCode.noSupport && error.details.some((part) => /^vir[A-Z]\w+$/.test(part))
  )
}
