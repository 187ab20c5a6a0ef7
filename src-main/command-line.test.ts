import { expect, test } from 'vitest'
import { ownArguments, readCommandLine } from './command-line'

const nothing = {
  connect: [],
  showConsoles: [],
  showDisplays: [],
  wishes: [],
  userDataDir: null,
  help: false,
  version: false,
  unknown: [],
}

test.each([
  [[], nothing],
  [
    ['--connect', 'qemu:///system', '--connect=test:///default'],
    { ...nothing, connect: ['qemu:///system', 'test:///default'] },
  ],
  [['-c', 'qemu:///session'], { ...nothing, connect: ['qemu:///session'] }],
  [['--show-domain-console', 'web 1'], { ...nothing, showConsoles: ['web 1'] }],
  [['--show-domain-display=web 1'], { ...nothing, showDisplays: ['web 1'] }],
  [['--user-data-dir=/tmp/x'], { ...nothing, userDataDir: '/tmp/x' }],
  [['--new-machine'], { ...nothing, wishes: [{ kind: 'new-machine' }] }],
  [['--consoles'], { ...nothing, wishes: [{ kind: 'consoles' }] }],
  [['virthelm://console/web%201'], { ...nothing, showConsoles: ['web 1'] }],
  [['virthelm://machine/a'], { ...nothing, wishes: [{ kind: 'show-machine', name: 'a' }] }],
  [['virthelm://start/a'], { ...nothing, unknown: ['virthelm://start/a'] }],
  [['--help'], { ...nothing, help: true }],
  [['--version'], { ...nothing, version: true }],
  [['--no-sandbox', '--remote-debugging-port=0', '--enable-features=X'], nothing],
  [['--conect', 'x'], { ...nothing, unknown: ['--conect', 'x'] }],
  [['--connect'], { ...nothing, unknown: ['--connect (needs a value)'] }],
])('%j', (args, expected) => {
  expect(readCommandLine(args)).toEqual(expected)
})

test.each([
  [['electron', '/app', '--connect', 'x'], false, ['--connect', 'x']],
  [['electron', '--no-sandbox', '--inspect=0', '/app', '--help'], false, ['--help']],
  [['electron', '--no-sandbox'], false, []],
  [['virthelm', '--connect', 'x'], true, ['--connect', 'x']],
])('of %j (packaged: %s) a person wrote %j', (argv, isPackaged, expected) => {
  expect(ownArguments(argv, isPackaged)).toEqual(expected)
})
