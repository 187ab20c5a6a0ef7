import { describe, expect, it } from 'vitest'
import { UriError } from '../errors'
import { parseUri } from '../uri'
import {
  connectionArguments,
  remoteCommand,
  shellQuote,
  sshArguments,
  sshPortArguments,
  sshSocketArguments,
} from './ssh-command'
import { explainSshExit } from './ssh-failure'

const commandOf = (uri: string, readOnly = false): string => remoteCommand(parseUri(uri), readOnly)

describe('the arguments of ssh', () => {
  it('are few where nothing is asked for', () => {
    const uri = parseUri('qemu+ssh://host/system?proxy=native')
    expect(sshArguments(uri, { readOnly: false })).toEqual([
      '-o',
      'ConnectTimeout=30',
      '-o',
      'BatchMode=yes',
      '-T',
      '-e',
      'none',
      '--',
      'host',
      `sh -c 'exec virt-ssh-helper '\\''qemu:///system'\\'''`,
    ])
  })

  it('lead to a port as the host sees it', () => {
    const uri = parseUri('qemu+ssh://me@host/system')
    const common = ['-l', 'me', '-o', 'ConnectTimeout=30', '-o', 'BatchMode=yes']
    expect(sshPortArguments(uri, {}, { host: '127.0.0.1', port: 5900 })).toEqual([
      ...common,
      '-W',
      '127.0.0.1:5900',
      '--',
      'host',
    ])
    expect(sshPortArguments(uri, {}, { host: '::1', port: 5900 })).toContain('[::1]:5900')
  })

  it('lead to a socket, whatever its path', () => {
    const command = sshSocketArguments(parseUri('qemu+ssh://host/system'), {}, "/it's").at(-1)
    expect(command).toContain(`-U ${shellQuote("/it's")}`.replaceAll("'", `'\\''`))
  })

  it('follow the URI and the options', () => {
    const uri = parseUri('qemu+ssh://me@host:2222/system?keyfile=/k&no_verify=1&known_hosts=/h')
    const askpass = { program: '/askpass' }
    expect(connectionArguments(uri, { controlDirectory: '/run/c', askpass }).join(' ')).toBe(
      '-p 2222 -l me -i /k -o ConnectTimeout=30 -o StrictHostKeyChecking=no ' +
        '-o UserKnownHostsFile=/h -o ControlMaster=auto -o ControlPersist=30 ' +
        '-o ControlPath=/run/c/%C',
    )
  })
})

describe('what runs on the far side', () => {
  it('is the helper, or else netcat', () => {
    const command = commandOf('qemu+ssh://host/system', true)
    expect(command).toContain('virt-ssh-helper -r ')
    expect(command).toContain('/var/run/libvirt/libvirt-sock-ro')
  })

  it.each([
    ['qemu+ssh://host/session', 'exec virt-ssh-helper', 'nc'],
    ['qemu+ssh://host/system?proxy=netcat', '/var/run/libvirt/libvirt-sock', 'virt-ssh-helper'],
    ['qemu+ssh://host/system?socket=/s', '/s', 'virt-ssh-helper'],
    ['qemu+ssh://host/system?netcat=/my/nc', '/my/nc', 'virt-ssh-helper'],
    ['qemu+ssh://host/system?proxy=netcat&mode=direct', 'virtqemud-sock', 'virt-ssh-helper'],
    ['qemu+ssh://host/system?mode=legacy&proxy=native', 'qemu:///system?mode=legacy', 'nc'],
  ])('for %s', (uri, has, hasNot) => {
    expect(commandOf(uri)).toContain(has)
    expect(commandOf(uri)).not.toContain(hasNot)
  })

  it.each(['qemu+ssh://host/system?proxy=odd', 'qemu+ssh://host/session?proxy=netcat'])(
    'is refused for %s',
    (uri) => {
      expect(() => commandOf(uri)).toThrow(UriError)
    },
  )

  it('cannot be broken out of', () => {
    expect(shellQuote("it's; rm -rf $HOME")).toBe(`'it'\\''s; rm -rf $HOME'`)
  })
})

describe('an end of ssh', () => {
  it.each([
    [
      255,
      '@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.',
      { code: 'HOST_KEY_CHANGED' },
    ],
    [255, 'Host key verification failed.', { code: 'HOST_KEY_UNKNOWN' }],
    [255, 'me@host: Permission denied (publickey).', { name: 'AuthenticationError' }],
    [255, 'ssh: Could not resolve hostname host: Name or service not known', { code: 'ENOTFOUND' }],
    [255, 'ssh: connect to host host port 22: Connection refused', { code: 'ECONNREFUSED' }],
    [255, 'ssh: connect to host host port 22: Connection timed out', { code: 'ETIMEDOUT' }],
    [255, 'something new', { code: 'SSH_FAILED', message: 'host: SSH ended (255) something new' }],
    [127, 'sh: 1: nc: not found', { code: 'NO_HELPER' }],
    [1, 'nc: unix connect failed: No such file or directory', { code: 'ENOENT' }],
    [null, '', { code: 'SSH_FAILED' }],
  ])('with %s and "%s" is explained', (exitCode, said, expected) => {
    expect(explainSshExit('host', exitCode, said)).toMatchObject(expected)
  })

  it('in good order needs no explanation', () => {
    expect(explainSshExit('host', 0, 'Shared connection to host closed.')).toBeUndefined()
  })
})
