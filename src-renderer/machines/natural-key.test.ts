import { expect, it } from 'vitest'
import { naturalKey } from './natural-key'

const sorted = (...names: string[]): string[] =>
  names.sort((one, other) => (naturalKey(one) < naturalKey(other) ? -1 : 1))

it('sorts numbers by value', () => {
  expect(sorted('web-10', 'web-2', 'web-1')).toEqual(['web-1', 'web-2', 'web-10'])
})

it('sorts letters whatever their case and accents', () => {
  expect(sorted('Zebra', 'ärger', 'Apfel', 'birne')).toEqual(['Apfel', 'ärger', 'birne', 'Zebra'])
})
