/** One line of what is being measured, on stderr: stdout is for the figures alone. */
export const progress = (line: string): void => {
  process.stderr.write(`bench: ${line}\n`)
}
