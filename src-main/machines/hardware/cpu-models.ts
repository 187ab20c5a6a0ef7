import { isUnsupported, remote, type Connection } from '../../libvirt'

/** The processor models that a hypervisor knows of; none where it can't tell. */
export const listCpuModels = async (
  connection: Connection,
  arch: string,
): Promise<readonly string[]> => {
  try {
    const args = { arch, needResults: true, flags: 0 }
    return (await connection.call(remote.connectGetCpuModelNames, args)).models
  } catch (error) {
    if (isUnsupported(error)) return []
    throw error
  }
}
