import {
  ErrorCode,
  LibvirtError,
  UnsupportedError,
  type CallOptions,
  type Connection,
} from '../../index'
import type { Procedure } from '../../wire/procedure'

/** How a real daemon takes a procedure. */
export type OutcomeKind =
  | 'answered'
  /** The driver refuses by an error of its own, as it should. */
  | 'refused'
  /** Answered or refused, as the host is; what matters is that the client understands either. */
  | 'host'
  /** This client does not send it to a daemon that is too old. */
  | 'newer'
  /** This client never sends it. */
  | 'descriptors'

/** What became of a procedure, and that in words. */
export interface Outcome {
  readonly kind: OutcomeKind
  readonly words: string
}

const codeNames = new Map<number, string>(
  Object.entries(ErrorCode).map(([name, code]) => [code, name]),
)

/** Any procedure, whatever it takes and gives. */
type AnyProcedure = Omit<Procedure<unknown, unknown>, 'args' | 'result'>

/** Collects what became of each procedure; an answer outweighs a refusal. */
export class CoverageRecorder {
  readonly outcomes = new Map<string, Outcome>()

  note(procedure: AnyProcedure, outcome: Outcome): void {
    const key = keyOf(procedure)
    const known = this.outcomes.get(key)
    if (known === undefined || known.kind !== 'answered') this.outcomes.set(key, outcome)
  }

  of(procedure: AnyProcedure): Outcome | undefined {
    return this.outcomes.get(keyOf(procedure))
  }
}

const keyOf = (procedure: AnyProcedure): string => `${procedure.program}:${procedure.name}`

/** A connection that notes what became of each call. */
export class Caller {
  constructor(
    readonly connection: Connection,
    /** Which driver answers, for the record. */
    readonly driver: string,
    readonly recorder: CoverageRecorder,
  ) {}

  /** Calls what must be answered. */
  async answers<Args, Result>(
    procedure: Procedure<Args, Result>,
    args: Args,
    options?: CallOptions,
  ): Promise<Result> {
    const result = await this.connection.call(procedure, args, options)
    this.recorder.note(procedure, {
      kind: 'answered',
      words: `answered by ${this.driver}`,
    })
    return result
  }

  /** Calls what the driver must refuse, with one of these codes; resolves with the error. */
  async refuses<Args, Result>(
    procedure: Procedure<Args, Result>,
    args: Args,
    code: number,
  ): Promise<LibvirtError> {
    const error = await this.#errorOf(() => this.connection.call(procedure, args))
    if (error.code !== code) throw error
    this.#noteRefusal(procedure, code)
    return error
  }

  /** Calls what the host may or may not have; resolves with null where it has it not. */
  async tries<Args, Result>(
    procedure: Procedure<Args, Result>,
    args: Args,
    needs: string,
  ): Promise<Result | null> {
    this.recorder.note(procedure, {
      kind: 'host',
      words: `depends on the host: needs ${needs}`,
    })
    try {
      return await this.connection.call(procedure, args)
    } catch (error) {
      if (error instanceof LibvirtError) return null
      throw error
    }
  }

  /** Calls what opens a stream; the caller ends it. */
  async streams<Args, Result>(procedure: Procedure<Args, Result>, args: Args) {
    const stream = await this.connection.openStream(procedure, args)
    this.recorder.note(procedure, {
      kind: 'answered',
      words: `answered by ${this.driver}`,
    })
    return stream
  }

  /** Opens a stream that the driver must refuse with this code. */
  async refusesStream<Args, Result>(
    procedure: Procedure<Args, Result>,
    args: Args,
    code: number,
  ): Promise<LibvirtError> {
    const error = await this.#errorOf(() => this.connection.openStream(procedure, args))
    if (error.code !== code) throw error
    this.#noteRefusal(procedure, code)
    return error
  }

  /** Calls what came after libvirt 9.0: where the daemon is older, this client must not send it. */
  async answersSince<Args, Result>(procedure: Procedure<Args, Result>, args: Args): Promise<void> {
    if (this.connection.supports(procedure)) await this.tries(procedure, args, 'a new libvirt')
    else await this.withholds(procedure)
  }

  /** Calls what this client must not send: the daemon is too old, or sockets can't carry it. */
  async withholds(procedure: AnyProcedure): Promise<UnsupportedError> {
    const outcome: Outcome = procedure.passesDescriptors
      ? { kind: 'descriptors', words: 'withheld: passes file descriptors' }
      : { kind: 'newer', words: `withheld: came with ${procedure.since ?? ''}` }
    try {
      await this.connection.call(procedure as Procedure<unknown, unknown>, {})
    } catch (error) {
      if (!(error instanceof UnsupportedError)) throw error
      this.recorder.note(procedure, outcome)
      return error
    }
    throw new Error(`${procedure.name} was sent`)
  }

  #noteRefusal(procedure: AnyProcedure, code: number): void {
    const why = codeNames.get(code) ?? code
    this.recorder.note(procedure, {
      kind: 'refused',
      words: `refused by ${this.driver}: ${why}`,
    })
  }

  async #errorOf(call: () => Promise<unknown>): Promise<LibvirtError> {
    try {
      await call()
    } catch (error) {
      if (error instanceof LibvirtError) return error
      throw error
    }
    throw new Error('the driver did not refuse')
  }
}
