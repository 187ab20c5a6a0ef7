import { spokenLanguage, t } from '../../src-preload/language/t'

/** Keeps a figure and its unit on one line. */
const NO_BREAK = '\u00a0'

const whole = new Intl.NumberFormat(spokenLanguage(), { maximumFractionDigits: 0 })

export const formatCount = (count: number): string => whole.format(count)

/** 0 to 100 as `7 %`. */
export const formatPercent = (percent: number): string => `${Math.round(percent)}${NO_BREAK}%`

const shortFormat = new Intl.NumberFormat(spokenLanguage(), {
  maximumFractionDigits: 1,
  useGrouping: false,
})

/** One decimal below ten, where it says something: `0.8`, `2`, `12`. */
const short = (figure: number): string =>
  shortFormat.format(figure < 10 ? Math.round(figure * 10) / 10 : Math.round(figure))

const memoryUnits = ['KiB', 'MiB', 'GiB', 'TiB'] as const

/** How often 1024 divides the amount before it fits its unit; half a unit is still written in it. */
const memoryScale = (kib: number): number => {
  let scale = 0
  for (let rest = kib; rest >= 1024 && scale < memoryUnits.length - 1; rest /= 1024) scale += 1
  return scale
}

/** KiB as `512 MiB`, `1.5 GiB`. */
export const formatMemory = (kib: number): string => {
  const scale = memoryScale(kib)
  return `${short(kib / 1024 ** scale)}${NO_BREAK}${memoryUnits[scale]}`
}

/** KiB used of KiB, in the unit of the larger: `0.8 / 2 GiB`. */
export const formatMemoryUse = (usedKib: number, kib: number): string => {
  const scale = memoryScale(Math.max(usedKib, kib))
  return `${short(usedKib / 1024 ** scale)} / ${short(kib / 1024 ** scale)}${NO_BREAK}${memoryUnits[scale]}`
}

const rateUnits = ['B/s', 'kB/s', 'MB/s', 'GB/s'] as const

/** Bytes a second as `0 B/s`, `12 kB/s`, `1.5 MB/s`. */
export const formatRate = (bytesPerSecond: number): string => {
  let scale = 0
  let figure = Math.round(bytesPerSecond)
  while (figure >= 1000 && scale < rateUnits.length - 1) {
    figure /= 1000
    scale += 1
  }
  return `${short(figure)}${NO_BREAK}${rateUnits[scale]}`
}

/** Ms as people say how long something has been: `12 days, 4 h`, `3 h 20 min`, `5 min`. */
export const formatDuration = (ms: number): string => {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  if (days > 0)
    return `${t('{count, plural, one {# day} other {# days}}', { count: days })}, ${hours % 24}${NO_BREAK}h`
  if (hours > 0) return `${hours}${NO_BREAK}h ${minutes % 60}${NO_BREAK}min`
  return `${minutes}${NO_BREAK}min`
}

const sameDay = (one: Date, other: Date): boolean => one.toDateString() === other.toDateString()

/** English dates are written as the system has them, which may be British or American. */
export const dateLanguage = spokenLanguage() === 'en' ? undefined : spokenLanguage()

const clock = new Intl.DateTimeFormat(dateLanguage, { hour: '2-digit', minute: '2-digit' })
const clockWithSeconds = new Intl.DateTimeFormat(dateLanguage, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
const day = new Intl.DateTimeFormat(dateLanguage, { day: 'numeric', month: 'short' })

/** Ms since the epoch as `14:03:07`. */
export const formatTime = (at: number): string => clockWithSeconds.format(at)

/** Ms since the epoch as `14:03`, with the day before it where it was not today. */
export const formatMoment = (at: number, now: number = Date.now()): string => {
  const date = new Date(at)
  const time = clock.format(date)
  return sameDay(date, new Date(now)) ? time : `${day.format(date)}, ${time}`
}

/** Ms since the epoch as `14:03:07`, with the day before it where it was not today. */
export const formatMomentWithSeconds = (at: number, now: number = Date.now()): string => {
  const date = new Date(at)
  const time = clockWithSeconds.format(date)
  return sameDay(date, new Date(now)) ? time : `${day.format(date)}, ${time}`
}
