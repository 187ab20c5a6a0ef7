import { LibvirtError, UnsupportedError, type CallOptions, type Connection } from '../../index'
import type { Procedure } from '../../wire/procedure'

/** How a real daemon took a procedure. */
export type Outcome =
  | { readonly kind: 'answered'; readonly by: string }
  /** The driver refused by an error of its own, as it should. */
  | { readonly kind: 'refused'; readonly by: string; readonly code: number }
  /** Answered or refused, as the host is; what matters is that the client understood either. */
  | { readonly kind: 'host'; readonly by: string; readonly needs: string }
  /** This client does not send it to a daemon that is too old. */
  | { readonly kind: 'newer'; readonly since: string }
  /** This client never sends it. */
  | { readonly kind: 'descriptors' }

type AnyProcedure = Procedure<never, unknown>

/** Collects what became of each procedure; an answer outweighs a refusal. */
export class CoverageRecorder {
  readonly outcomes = new Map<string, Outcome>()

  note(procedure: { readonly name: string; readonly program: number }, outcome: Outcome): void {
    const key = keyOf(procedure)
    const known = this.outcomes.get(key)
    if (known === undefined || known.kind !== 'answered') this.outcomes.set(key, outcome)
  }

  of(procedure: AnyProcedure): Outcome | undefined {
    return this.outcomes.get(keyOf(procedure))
  }
}

const keyOf = (procedure: { readonly name: string; readonly program: number }): string =>
  `${procedure.program}:${procedure.name}`

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
    this.recorder.note(procedure, { kind: 'answered', by: this.driver })
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
    this.recorder.note(procedure, { kind: 'refused', by: this.driver, code })
    return error
  }

  /** Calls what the host may or may not have; resolves with null where it has it not. */
  async tries<Args, Result>(
    procedure: Procedure<Args, Result>,
    args: Args,
    needs: string,
  ): Promise<Result | null> {
    this.recorder.note(procedure, { kind: 'host', by: this.driver, needs })
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
    this.recorder.note(procedure, { kind: 'answered', by: this.driver })
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
    this.recorder.note(procedure, { kind: 'refused', by: this.driver, code })
    return error
  }

  /** Calls what this client must not send: the daemon is too old, or Node can't. */
  async withholds(procedure: Procedure<never, unknown>): Promise<UnsupportedError> {
    try {
      await this.connection.call(procedure, {} as never)
    } catch (error) {
      if (!(error instanceof UnsupportedError)) throw error
      this.recorder.note(
        procedure,
        procedure.passesDescriptors
          ? { kind: 'descriptors' }
          : { kind: 'newer', since: procedure.since ?? '' },
      )
      return error
    }
    throw new Error(`${procedure.name} was sent`)
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
