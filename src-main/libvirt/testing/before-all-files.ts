import { daemonUser } from './private-daemon'

/** Vitest calls it once, before test files run side by side and would all make the same user. */
export const setup = async (): Promise<void> => {
  await daemonUser()
}
