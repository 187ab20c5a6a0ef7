import { describe, expect, it } from 'vitest'
import { list, XdrReader, XdrWriter } from '../wire/xdr'
import { param, parameterMap, typedParameter } from './typed-parameter'

const parameters = list(typedParameter, 64)

describe('typed parameters', () => {
  it('have libvirt’s number for their type', () => {
    const writer = new XdrWriter()
    typedParameter.write(writer, param.ullong('bandwidth', 2n ** 40n))
    expect(writer.done().toString('hex')).toBe(
      ['00000009', '62616e647769647468000000', '00000004', '0000010000000000'].join(''),
    )
  })

  it('keep names that come more than once, and their order', () => {
    const sent = [param.string('migrate_disks', 'vda'), param.string('migrate_disks', 'vdb')]
    const writer = new XdrWriter()
    parameters.write(writer, sent)
    expect(parameters.read(new XdrReader(Buffer.from(writer.done())))).toEqual(sent)
    expect(parameterMap(sent)).toEqual(new Map([['migrate_disks', 'vdb']]))
  })

  it('are refused with a type that libvirt does not have, by name', () => {
    const bytes = Buffer.from('00000001610000000000000800000000', 'hex')
    expect(() => typedParameter.read(new XdrReader(bytes))).toThrow(
      "a: 8 is not a parameter's type",
    )
  })
})
