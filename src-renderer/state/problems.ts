import { create } from 'zustand'
import type { Failure } from '../../src-preload/contract/failure'
import type { HostId } from '../../src-preload/contract/host'

/** Something that failed and that the person has yet to dismiss. */
export interface Problem {
  readonly id: number
  /** What failed, where it is about more than the one failure's message. */
  readonly title: string
  /** One for each distinct cause. */
  readonly failures: readonly Failure[]
  /** The one host that they came from, where there is only one. */
  readonly hostId?: HostId | undefined
  /** How often it came since it is shown. */
  readonly times: number
}

let lastId = 0

/** Newest first. */
export const useProblems = create<{ readonly problems: readonly Problem[] }>()(() => ({
  problems: [],
}))

const sameProblem = (one: Failure, other: Failure): boolean =>
  one.code === other.code && one.message === other.message && one.cause?.text === other.cause?.text

/** Shows a failure; the same one again counts up instead of piling up. */
export const raiseFailure = (failure: Failure, hostId?: HostId): void =>
  raiseProblem(failure.message, [failure], hostId)

export const raiseProblem = (title: string, failures: readonly Failure[], hostId?: HostId): void =>
  useProblems.setState(({ problems }) => {
    const again = problems.find(
      (problem) =>
        problem.title === title &&
        problem.failures.length === failures.length &&
        problem.failures.every((failure, index) => {
          const other = failures[index]
          return other !== undefined && sameProblem(failure, other)
        }),
    )
    lastId += 1
    const times = (again?.times ?? 0) + 1
    const problem = { id: again?.id ?? lastId, title, failures, hostId, times }
    return { problems: [problem, ...problems.filter((other) => other !== again)] }
  })

export const dismissProblem = (id: number): void =>
  useProblems.setState(({ problems }) => ({
    problems: problems.filter((problem) => problem.id !== id),
  }))

export const dismissAllProblems = (): void => useProblems.setState({ problems: [] })
