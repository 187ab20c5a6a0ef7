import { call, procedures } from '../wire/procedure'
import { i32, list, u32 } from '../wire/xdr'
import { MAX_LAUNCH_SECURITY_PARAMETERS, MAX_SEV_PARAMETERS } from './maxima'
import { REMOTE_PROGRAM } from './programs'
import { typedParameter } from './typed-parameter'
import { domain } from './values'

const parameters = list(typedParameter, MAX_LAUNCH_SECURITY_PARAMETERS)

/** Guests whose memory the host can't read (AMD SEV). */
export const domainLaunchSecurity = procedures(REMOTE_PROGRAM, {
  /** The host's SEV certificates and how many such guests it can run. `nparams` 0 asks the count. */
  nodeGetSevInfo: call(
    395,
    { nparams: i32, flags: u32 },
    { params: list(typedParameter, MAX_SEV_PARAMETERS), nparams: i32 },
    { since: '4.5.0' },
  ),
  /** The launch measurement of a machine that was started paused. */
  domainGetLaunchSecurityInfo: call(
    396,
    { dom: domain, flags: u32 },
    { params: parameters },
    { since: '4.5.0' },
  ),
  /** Injects a secret once the measurement is trusted, before the machine runs. */
  domainSetLaunchSecurityState: call(
    439,
    { dom: domain, params: parameters, flags: u32 },
    {},
    { since: '8.0.0' },
  ),
})
