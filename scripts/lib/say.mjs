/** Something a person can mend: printed as it is, without a stack. */
export class SetUpProblem extends Error {}

/**
 * One short line of what set-up is doing. On stderr, so that commands whose output is read by
 * programs (`electron:path`, `bench`) keep stdout for themselves.
 *
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`virthelm: ${line}\n`)
}

/**
 * Runs a script's main function; a problem ends it with its message and status 1.
 *
 * @param {() => Promise<number | void> | number | void} main its result is the exit status
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    if (!(error instanceof SetUpProblem)) throw error
    say(error.message)
    process.exitCode = 1
  }
}
