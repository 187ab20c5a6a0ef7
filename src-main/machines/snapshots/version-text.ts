/** 9000000 as `9.0.0`. */
export const versionText = (version: number): string =>
  [version / 1_000_000, (version / 1000) % 1000, version % 1000].map(Math.trunc).join('.')
