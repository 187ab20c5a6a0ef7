import { isUnsupported } from '../libvirt'

/**
 * Objects of one kind, each with whether it is active; a driver without such objects has none.
 * `list` asks for those that its flags let through: 0 for all, `activeFlag` for the active ones.
 */
export const listActive = async <Ref extends { readonly name: string }>(
  list: (flags: number) => Promise<readonly Ref[]>,
  activeFlag: number,
): Promise<{ readonly ref: Ref; readonly active: boolean }[]> => {
  try {
    const [all, active] = await Promise.all([list(0), list(activeFlag)])
    const activeNames = new Set(active.map(({ name }) => name))
    return all.map((ref) => ({ ref, active: activeNames.has(ref.name) }))
  } catch (error) {
    if (isUnsupported(error)) return []
    throw error
  }
}
