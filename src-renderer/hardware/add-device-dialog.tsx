import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { HardwareChange } from '../../src-preload/contract/calls/hardware'
import type { Machine } from '../../src-preload/contract/machine'
import { networksQuery } from '../new-machine/new-machine-queries'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { SelectField } from '../ui/select-field'
import { TextField } from '../ui/text-field'

export type AddKind = 'disk' | 'medium' | 'nic'

const titles: Readonly<Record<AddKind, string>> = {
  disk: 'Add disk',
  medium: 'Insert medium',
  nic: 'Add network interface',
}

type Spec = Extract<HardwareChange, { change: 'addDevice' }>['device']

interface AddDeviceDialogProps {
  readonly machine: Machine
  readonly kind: AddKind
  readonly onAdd: (device: Spec) => void
  readonly onClose: () => void
}

const sourceAt = (path: string) =>
  ({ type: path.startsWith('/dev/') ? 'block' : 'file', path }) as const

/** Asks for the little that a simple device needs. */
export const AddDeviceDialog = ({ machine, kind, onAdd, onClose }: AddDeviceDialogProps) => {
  const [path, setPath] = useState('')
  const [format, setFormat] = useState<'qcow2' | 'raw'>('qcow2')
  const [bus, setBus] = useState<'virtio' | 'scsi' | 'sata' | 'usb'>('virtio')
  const [network, setNetwork] = useState('')
  const networks = useQuery({ ...networksQuery(machine.hostId), enabled: kind === 'nic' }).data
  const chosen = network === '' ? (networks?.[0]?.name ?? 'user') : network
  const isComplete = kind === 'nic' || path.trim().startsWith('/')

  const add = (): void => {
    if (!isComplete) return
    const source = sourceAt(path.trim())
    onClose()
    if (kind === 'disk') onAdd({ kind: 'disk', device: 'disk', source, format, bus })
    else if (kind === 'medium') onAdd({ kind: 'disk', source })
    else if (chosen === 'user') onAdd({ kind: 'nic', source: { type: 'user' }, model: 'virtio' })
    else onAdd({ kind: 'nic', source: { type: 'network', network: chosen }, model: 'virtio' })
  }
  return (
    <Dialog
      title={titles[kind]}
      onClose={onClose}
      onSubmit={add}
      buttons={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" submits aria-disabled={!isComplete}>
            {kind === 'medium' ? 'Insert' : 'Add'}
          </Button>
        </>
      }
    >
      {kind === 'nic' ? (
        <SelectField
          label="Network"
          value={chosen}
          options={[
            ...(networks ?? []).map(({ name }) => ({ value: name, text: name })),
            { value: 'user', text: 'User’s own, without privileges' },
          ]}
          onChoose={setNetwork}
        />
      ) : (
        <TextField
          label={kind === 'disk' ? 'Disk image or device' : 'Image'}
          value={path}
          mono
          placeholder="/path/on/the/host"
          maxLength={4096}
          data-first-focus
          onText={setPath}
        />
      )}
      {kind === 'disk' ? (
        <>
          <SelectField
            label="Format"
            value={format}
            options={[
              { value: 'qcow2', text: 'qcow2' },
              { value: 'raw', text: 'raw' },
            ]}
            onChoose={setFormat}
          />
          <SelectField
            label="Bus"
            value={bus}
            options={[
              { value: 'virtio', text: 'virtio' },
              { value: 'scsi', text: 'SCSI' },
              { value: 'sata', text: 'SATA' },
              { value: 'usb', text: 'USB' },
            ]}
            onChoose={setBus}
          />
        </>
      ) : null}
    </Dialog>
  )
}
