import { z } from 'zod'
import { message } from '../language/t'
import { schedule } from './power'
import { stickyUsbRule } from './sticky-usb'

const NO_FEED = message('An https:// address, or nothing')

const column = z.object({
  id: z.string().min(1).max(40),
  /** In CSS pixels; absent, it takes its share of the window. */
  width: z.number().int().min(40).max(1000).optional(),
  shown: z.boolean(),
})

const sort = z.object({ column: z.string().min(1).max(40), descending: z.boolean() })

const grouping = z.enum(['none', 'host', 'state', 'tag'])

const view = z.object({
  name: z.string().min(1).max(80),
  filter: z.string().max(1000),
  sort,
  groupBy: grouping,
})

/**
 * The form of every setting that a person can change. The file is JSON under these names; each is
 * read by itself, so that a bad one spoils no other.
 */
export const settingValues = z.object({
  /** Of the app's own words; another one takes effect at the next start. */
  language: z.enum(['system', 'en', 'de']),
  theme: z.enum(['system', 'light', 'dark']),
  rows: z.enum(['normal', 'compact']),
  /** Keys by action id; an empty list takes an action's keys away. */
  keys: z.record(z.string().max(80), z.array(z.string().min(1).max(40)).max(4)),
  /** In their order; those left out stand behind them as they come. */
  columns: z.array(column).max(40),
  sort,
  groupBy: grouping,
  views: z.array(view).max(100),
  /** Machines of one host that a bulk action works on at once. */
  parallelism: z.number().int().min(1).max(64),
  /** What groups of machines do by themselves while the app runs; names are unique. */
  schedules: z.array(schedule).max(100),
  notifyCrash: z.boolean(),
  notifyIoError: z.boolean(),
  notifyHostLost: z.boolean(),
  /** In CSS pixels. */
  consoleFontSize: z.number().int().min(6).max(48),
  /** What consoles say is kept on disk. */
  transcripts: z.boolean(),
  /** So much of each console, in MiB. */
  transcriptMebibytes: z.number().int().min(1).max(1024),
  /** By machine id; where nothing is said, the person is asked. */
  terminalSizes: z.record(z.string().max(300), z.enum(['always', 'never'])),
  displayScaling: z.enum(['fit', 'actual', 'guest']),
  screenReader: z.boolean(),
  /** Once a day, somebody is asked whether a newer version is out. */
  checkForUpdates: z.boolean(),
  /** Who: an address that answers like GitHub's `releases/latest`. Empty is the project's own. */
  updateFeed: z
    .string()
    .max(500)
    .regex(/^(|https:\/\/\S+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]\S+)$/, NO_FEED),
  /** USB devices that machines get again by themselves; the first rule that fits wins. */
  stickyUsb: z.array(stickyUsbRule).max(200),
})

/** A column of the list, at its place among the others. */
export type ColumnSetting = z.infer<typeof column>

export type SettingValues = z.infer<typeof settingValues>

/** A filter, sorting and grouping under a name. */
export type SavedView = z.infer<typeof view>

/** What holds where the file says nothing. */
export const defaultSettings: SettingValues = {
  language: 'system',
  theme: 'system',
  rows: 'normal',
  keys: {},
  columns: [],
  sort: { column: 'name', descending: false },
  groupBy: 'none',
  views: [],
  parallelism: 4,
  schedules: [],
  notifyCrash: true,
  notifyIoError: true,
  notifyHostLost: true,
  consoleFontSize: 13,
  transcripts: true,
  transcriptMebibytes: 8,
  terminalSizes: {},
  displayScaling: 'fit',
  screenReader: false,
  checkForUpdates: true,
  updateFeed: '',
  stickyUsb: [],
}

/** The settings in force, and what in the file was not understood, a sentence each. */
export interface SettingsReport {
  readonly values: SettingValues
  readonly problems: readonly string[]
  /** Where the file is. */
  readonly path: string
}
