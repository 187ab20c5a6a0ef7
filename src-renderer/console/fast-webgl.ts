let isFast: boolean | undefined

/**
 * Whether a graphics card draws what WebGL is told. Where the processor does, it is several times
 * slower than the document, and takes its time from the very guest that prints.
 */
export const hasFastWebgl = (): boolean => {
  if (isFast !== undefined) return isFast
  const context = document
    .createElement('canvas')
    .getContext('webgl2', { failIfMajorPerformanceCaveat: true })
  // A window has only so many contexts: this one is not waited for to be collected.
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return (isFast = context !== null)
}
