/** Processors that a set names, such as `0-3,8,^2`: a bit each, the lowest first. */
export const cpuMap = (cpuset: string): Buffer => {
  const on = new Set<number>()
  for (const part of cpuset.split(',')) {
    const [, not, first, last] = /^(\^?)(\d+)(?:-(\d+))?$/.exec(part) ?? []
    for (let cpu = Number(first); cpu <= Number(last ?? first); cpu++) {
      if (not) on.delete(cpu)
      else on.add(cpu)
    }
  }
  const map = Buffer.alloc(Math.floor(Math.max(0, ...on) / 8) + 1)
  for (const cpu of on) map.writeUInt8(map.readUInt8(cpu >> 3) | (1 << (cpu & 7)), cpu >> 3)
  return map
}
