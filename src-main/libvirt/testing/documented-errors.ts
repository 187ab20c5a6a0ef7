import {
  AuthenticationError,
  Cancelled,
  ConnectionLost,
  DeadlineExceeded,
  LibvirtError,
  TransportError,
  UnsupportedError,
  UriError,
} from '../errors'

const documented = [
  LibvirtError,
  TransportError,
  AuthenticationError,
  UriError,
  ConnectionLost,
  DeadlineExceeded,
  Cancelled,
  UnsupportedError,
]

/** Whether a call may fail like this; anything else is a flaw of the client. */
export const isDocumented = (error: unknown): error is Error =>
  documented.some((type) => error instanceof type)
