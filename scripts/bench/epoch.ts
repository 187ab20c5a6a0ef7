/**
 * Milliseconds since the epoch with a fraction: a clock that the app's windows, virsh and Python
 * have too.
 */
export const epochNow = (): number => performance.timeOrigin + performance.now()
