import { call, procedures } from '../wire/procedure'
import { i32, optional, text, u32 } from '../wire/xdr'
import { QEMU_PROGRAM } from './programs'
import { domain } from './values'

/** What only the QEMU driver offers, in a program of its own. */
export const qemu = procedures(QEMU_PROGRAM, {
  /** Sends a QMP command, or with flag 1 a human one. Marks the machine as tainted. */
  domainMonitorCommand: call(1, { dom: domain, cmd: text, flags: u32 }, { result: text }),
  /** Took over a QEMU that libvirt had not started; refused since 5.5.0. */
  domainAttach: call(2, { pidValue: u32, flags: u32 }, { dom: domain }),
  /** Sends a guest agent command as JSON. Timeout in s: −2 waits forever, −1 default, 0 not. */
  domainAgentCommand: call(
    3,
    { dom: domain, cmd: text, timeout: i32, flags: u32 },
    { result: optional(text) },
  ),
  /** Asks for monitor events; `event` is a name, or with flags a pattern; null means all. */
  connectDomainMonitorEventRegister: call(
    4,
    { dom: optional(domain), event: optional(text), flags: u32 },
    { callbackID: i32 },
    { since: '1.2.3', highPriority: true },
  ),
  connectDomainMonitorEventDeregister: call(
    5,
    { callbackID: i32 },
    {},
    { since: '1.2.3', highPriority: true },
  ),
  /** Sends a QMP command together with file descriptors. */
  domainMonitorCommandWithFiles: call(
    7,
    { dom: domain, cmd: text, flags: u32 },
    { result: text },
    { since: '8.2.0', passesDescriptors: true },
  ),
})
