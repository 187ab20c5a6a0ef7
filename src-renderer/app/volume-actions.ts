import { Copy, Download, Eraser, Layers2, MoveDiagonal, Plus, Trash2, Upload } from 'lucide-react'
import type { Pool } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { openOverlay, type StorageDialog } from '../state/overlay'
import { downloadVolume, uploadVolume } from '../storage/volume-calls'
import type { Action, ActionContext } from './action'
import { whyNotHost } from './why-not-host'

/** What an action needs beside what all those on volumes have in common. */
type OnVolumes = Pick<Action, 'id' | 'title' | 'icon' | 'keywords' | 'dangerous'> & {
  readonly key: string
}

const whyNotPool = (context: ActionContext): string | null => {
  if (context.pool === undefined) return t('no pool is chosen')
  return (
    whyNotHost(context) ?? (context.pool.state === 'inactive' ? t('its pool is not running') : null)
  )
}

const open = (dialog: StorageDialog): void => openOverlay({ kind: 'storage', dialog })

const inPool = ({ key, ...rest }: OnVolumes, act: (pool: Pool) => void): Action => ({
  ...rest,
  keys: [key],
  keyContext: 'volumes',
  group: 'Storage',
  whyNot: whyNotPool,
  run: ({ pool }) => {
    if (pool !== undefined) act(pool)
  },
})

const onVolume = (
  of: OnVolumes,
  act: (pool: Pool, name: string) => void,
  unless: (pool: Pool) => string | null = () => null,
): Action => ({
  ...inPool(of, () => undefined),
  whyNot: (context) => {
    const { pool, volume } = context
    if (pool === undefined || volume === undefined)
      return whyNotPool(context) ?? t('no volume is chosen')
    return whyNotPool(context) ?? unless(pool)
  },
  run: ({ pool, volume }) => {
    if (pool !== undefined && volume !== undefined) act(pool, volume)
  },
})

/** What a person can do with the chosen volume, and with the volumes of the chosen pool. */
export const volumeActionTable: readonly Action[] = [
  inPool(
    {
      id: 'volume.new',
      title: t('New volume…'),
      key: 'a',
      icon: Plus,
      keywords: t('create add disk'),
    },
    (pool) => open({ what: 'new-volume', pool }),
  ),
  inPool(
    {
      id: 'volume.upload',
      title: t('Upload volume…'),
      key: 'u',
      icon: Upload,
      keywords: t('iso image file'),
    },
    uploadVolume,
  ),
  onVolume(
    {
      id: 'volume.download',
      title: t('Download volume…'),
      key: 'd',
      icon: Download,
      keywords: t('save export file volume'),
    },
    ({ id }, name) => downloadVolume({ poolId: id, name }),
  ),
  onVolume(
    {
      id: 'volume.overlay',
      title: t('New volume on top of it…'),
      key: 'o',
      icon: Layers2,
      keywords: t('overlay backing linked'),
    },
    (pool, name) => open({ what: 'new-volume', pool, on: name }),
    ({ holdsFiles }) => (holdsFiles ? null : t('its pool holds no files')),
  ),
  onVolume(
    {
      id: 'volume.clone',
      title: t('Copy volume…'),
      key: 'c',
      icon: Copy,
      keywords: t('clone duplicate convert'),
    },
    (pool, name) => open({ what: 'clone-volume', pool, name }),
  ),
  onVolume(
    {
      id: 'volume.resize',
      title: t('Resize volume…'),
      key: 'r',
      icon: MoveDiagonal,
      keywords: t('grow shrink size capacity'),
    },
    (pool, name) => open({ what: 'resize-volume', pool, name }),
  ),
  onVolume(
    {
      id: 'volume.wipe',
      title: t('Wipe volume…'),
      key: 'Shift+W',
      icon: Eraser,
      dangerous: true,
      keywords: t('erase overwrite zero'),
    },
    (pool, name) => open({ what: 'wipe-volume', pool, name }),
  ),
  onVolume(
    {
      id: 'volume.delete',
      title: t('Delete volume…'),
      key: 'Delete',
      icon: Trash2,
      dangerous: true,
      keywords: t('remove'),
    },
    (pool, name) => open({ what: 'delete-volume', pool, name }),
  ),
]
