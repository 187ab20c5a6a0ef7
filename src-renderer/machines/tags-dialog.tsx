import { useEffect, useState } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { machineIn } from '../queries/fleet'
import { closeOverlay } from '../state/overlay'
import { raiseFailure } from '../state/problems'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { HostText } from '../ui/host-text'
import { TextField } from '../ui/text-field'
import { visibleText } from '../ui/visible-text'
import { useRows } from './rows'
import { tagChange, tagChoices, type TagChoice, type TagHolding } from './tag-choices'
import styles from './tags-dialog.module.css'

/** As many as one order to the hosts takes. */
const MOST_TAGS = 64

const holdingWords: Readonly<Record<TagHolding, string>> = {
  all: '',
  some: t('on some of them'),
  none: '',
}

interface TagProps {
  readonly choice: TagChoice
  /** As the person wants it. */
  readonly holding: TagHolding
  readonly onChange: (holding: TagHolding) => void
}

const TagBox = ({ choice, holding, onChange }: TagProps) => {
  const next = (): TagHolding => {
    if (holding === 'some') return 'all'
    if (holding === 'all') return 'none'
    // Once round, it can be left as it is again.
    return choice.holding === 'some' ? 'some' : 'all'
  }
  return (
    <label className={styles['tag']}>
      <input
        type="checkbox"
        ref={(box) => {
          if (box !== null) box.indeterminate = holding === 'some'
        }}
        checked={holding === 'all'}
        onChange={() => onChange(next())}
      />
      <HostText text={choice.tag} />
      <span className={styles['note']}>{holdingWords[holding]}</span>
    </label>
  )
}

/** Reads the tags of all machines; whether that is done. */
const useTagsRead = (): boolean => {
  const [isRead, setRead] = useState(false)
  useEffect(() => {
    // Where they cannot be read, what is known has to do.
    void call('machines.readTags')
      .catch(() => undefined)
      .then(() => setRead(true))
  }, [])
  return isRead
}

/** Adds and removes tags of one machine or of many at once. */
export const TagsDialog = ({ machines }: { readonly machines: readonly Machine[] }) => {
  const { fleet } = useRows()
  const isRead = useTagsRead()
  const [wanted, setWanted] = useState<ReadonlyMap<string, TagHolding>>(new Map())
  const [text, setText] = useState('')
  // As they are now: their tags may have been read since the dialog was opened.
  const now = machines.map((machine) => machineIn(fleet, machine.id) ?? machine)
  const known = tagChoices(now, fleet.machines)
  const made = [...wanted.keys()]
    .filter((tag) => !known.some((choice) => choice.tag === tag))
    .map((tag): TagChoice => ({ tag, holding: 'none' }))
  const choices = [...made, ...known]
  const { add, remove } = tagChange(choices, wanted)
  const isChanged = add.length + remove.length > 0

  const want = (tag: string, holding: TagHolding): void =>
    setWanted(new Map([...wanted, [tag, holding]]))

  const submit = async (): Promise<void> => {
    const tags = text.split(',').map((tag) => tag.trim())
    const written = tags.filter((tag) => tag !== '').slice(0, MOST_TAGS)
    if (written.length > 0) {
      setWanted(new Map([...written.map((tag) => [tag, 'all'] as const), ...wanted]))
      setText('')
      return
    }
    if (!isChanged) return
    closeOverlay()
    try {
      const ids = machines.map(({ id }) => id)
      await call('machines.tag', {
        ids,
        add: add.slice(0, MOST_TAGS),
        remove: remove.slice(0, MOST_TAGS),
      })
    } catch (thrown) {
      raiseFailure(failureFrom(thrown))
    }
  }
  const [only, ...others] = machines
  const subject =
    only !== undefined && others.length === 0
      ? visibleText(only.name)
      : t('{count, plural, one {# machine} other {# machines}}', { count: machines.length })
  return (
    <Dialog
      title={t('Tags of {subject}', { subject })}
      onClose={closeOverlay}
      onSubmit={() => void submit()}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={!isChanged && text.trim() === ''}>
            {text.trim() === '' ? t('Change tags') : t('Add tag')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('New tag')}
        value={text}
        maxLength={64}
        placeholder={t('web, staging')}
        hint={t('Enter adds it; a comma stands between several.')}
        onText={setText}
        data-first-focus
      />
      <fieldset className={styles['tags']} aria-busy={!isRead}>
        <legend>{t('Tags')}</legend>
        {choices.map((choice) => (
          <TagBox
            key={choice.tag}
            choice={choice}
            holding={wanted.get(choice.tag) ?? choice.holding}
            onChange={(holding) => want(choice.tag, holding)}
          />
        ))}
        {choices.length === 0 ? (
          <p className={styles['note']}>
            {isRead ? t('No machine has a tag yet.') : t('Reading tags…')}
          </p>
        ) : null}
      </fieldset>
    </Dialog>
  )
}
