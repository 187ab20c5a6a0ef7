import { ZodError } from 'zod'
import type { Failure } from '../../src-preload/contract/failure'
import { t } from '../../src-preload/language/t'
import {
  AuthenticationError,
  Cancelled,
  ConnectionLost,
  DeadlineExceeded,
  ErrorCode,
  isAgentUnavailable,
  isBusy,
  isDenied,
  isInvalidState,
  isNotFound,
  isUnsupported,
  LibvirtError,
  TransportError,
  UriError,
} from '../libvirt/errors'
import { OperationFailed, Problem } from './problem'

/** A kind of failure, and what a person can do about it. */
type Diagnosis = Pick<Failure, 'code' | 'hint' | 'remedies' | 'fix'>

const noDaemon = (): Diagnosis => ({
  code: 'no-daemon',
  hint: t('No libvirt daemon answers there. Install libvirt and start it, then retry.'),
  remedies: [
    'sudo apt install libvirt-daemon-system qemu-system-x86',
    'sudo systemctl enable --now libvirtd.socket',
  ],
})

const noPermission = (): Diagnosis => ({
  code: 'no-permission',
  hint: t('You may not use this daemon. Join the group libvirt, then log out and in again.'),
  remedies: ['sudo usermod -aG libvirt $USER'],
})

const diagnoseTransport = (error: TransportError): Diagnosis => {
  if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') return noDaemon()
  if (error.code === 'EACCES' || error.code === 'EPERM') return noPermission()
  return { code: 'connection-lost', hint: t('Check the address and that the host can be reached.') }
}

/** The network that every host has, unless somebody took it away: it can be made again. */
const MISSING_DEFAULT = /no network with matching name 'default'/

const diagnoseLibvirt = (error: LibvirtError): Diagnosis => {
  if (MISSING_DEFAULT.test(error.message)) {
    return {
      code: 'not-found',
      hint: t('The host has no network default; it can be made again.'),
      fix: { startNetwork: 'default' },
    }
  }
  const network = /network '(.+)' is not active/.exec(error.message)?.[1]
  if (network !== undefined) {
    return {
      code: 'wrong-state',
      hint: t('Its network is not active: start it, then try again.'),
      // A shell would take other names for something else.
      ...(/^[\w.][\w.-]*$/.test(network) && {
        remedies: [`virsh net-start ${network}`, `virsh net-autostart ${network}`],
      }),
      fix: { startNetwork: network },
    }
  }
  if (isNotFound(error))
    return {
      code: 'not-found',
      hint: t('It may have been removed elsewhere; F5 brings the list up to date.'),
    }
  if (error.code === ErrorCode.authFailed || error.code === ErrorCode.authCancelled) {
    return { ...noPermission(), code: 'auth-failed' }
  }
  if (isDenied(error)) return noPermission()
  if (isAgentUnavailable(error)) {
    return { code: 'agent-absent', hint: t('Install and start qemu-guest-agent in the guest.') }
  }
  if (error.code === ErrorCode.operationTimeout) {
    return {
      code: 'busy',
      hint: t('Another operation holds this machine; wait for it, then try again.'),
    }
  }
  if (isBusy(error))
    return { code: 'in-use', hint: t('Something else uses it; try again when it is free.') }
  if (isUnsupported(error)) return { code: 'unsupported', hint: t('This host can’t do that.') }
  if (isInvalidState(error)) {
    return {
      code: 'wrong-state',
      hint: t('Its state has changed meanwhile; look at it and try again.'),
    }
  }
  if (/no space left on device/i.test(error.message)) {
    return { code: 'disk-full', hint: t('Free some space on the host, then try again.') }
  }
  return { code: 'refused-by-host' }
}

const diagnose = (error: unknown): Diagnosis => {
  if (error instanceof Problem) {
    return {
      code: error.code,
      ...(error.hint !== undefined && { hint: error.hint }),
      ...(error.remedies !== undefined && { remedies: error.remedies }),
    }
  }
  if (error instanceof LibvirtError) return diagnoseLibvirt(error)
  if (error instanceof TransportError) return diagnoseTransport(error)
  if (error instanceof AuthenticationError) return { ...noPermission(), code: 'auth-failed' }
  if (error instanceof ConnectionLost) {
    return { code: 'connection-lost', hint: t('Virthelm reconnects by itself; try again then.') }
  }
  if (error instanceof DeadlineExceeded) {
    return { code: 'timeout', hint: t('The host is slow or stuck. It may still carry this out.') }
  }
  if (error instanceof Cancelled) return { code: 'cancelled' }
  if (isUnsupported(error)) return { code: 'unsupported', hint: t('This host can’t do that.') }
  if (error instanceof UriError) {
    return {
      code: 'invalid',
      hint: t('A connection URI looks like qemu:///system or test:///default.'),
    }
  }
  if (error instanceof ZodError) return { code: 'invalid' }
  return { code: 'internal', hint: t('This is a fault of Virthelm; the log has the details.') }
}

const messageOf = (error: unknown): string => {
  if (error instanceof ZodError) return t('That request is malformed')
  return error instanceof Error ? error.message : String(error)
}

/**
 * Translates any error into the one shape that may cross a wall: a kind, words, the host's own
 * account, and what to do. Stack traces stay in the log, under the same correlation id.
 */
export const describeFailure = (error: unknown, correlationId: string): Failure => {
  const root = error instanceof OperationFailed ? error.cause : error
  const own = root instanceof Problem
  const message =
    error instanceof OperationFailed && own ? `${error.message}: ${root.message}` : messageOf(error)
  const account = own ? root.cause : root
  const text =
    account instanceof Error && messageOf(account) !== message ? messageOf(account) : null
  return {
    ...diagnose(root),
    message,
    ...(text !== null && {
      cause:
        account instanceof LibvirtError
          ? { code: account.code, domain: account.domain, text }
          : { code: 0, domain: 0, text },
    }),
    correlationId,
  }
}
