import { queryOptions } from '@tanstack/react-query'
import type { MachineId } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'

export const detailsQuery = (id: MachineId) =>
  queryOptions({
    queryKey: ['machine', id, 'details'],
    queryFn: () => call('machines.details', { id }),
  })

export const xmlQuery = (id: MachineId, nextBoot: boolean) =>
  queryOptions({
    queryKey: ['machine', id, 'xml', nextBoot],
    queryFn: () => call('machines.xml', { id, nextBoot }),
  })

/** A picture of its screen: taken when a person asks, and never by itself. */
export const pictureQuery = (id: MachineId) =>
  queryOptions({
    queryKey: ['machine', id, 'picture'],
    queryFn: () => call('displays.takePicture', { id }),
    enabled: false,
  })

export const hardwareQuery = (id: MachineId) =>
  queryOptions({
    queryKey: ['machine', id, 'hardware'],
    queryFn: () => call('machines.hardware', { id }),
  })
