import { useState } from 'react'
import { t } from '../../src-preload/language/t'
import { useSetting } from '../queries/settings'
import { closeOverlay } from '../state/overlay'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { TextField } from '../ui/text-field'
import { isolated } from '../ui/visible-text'
import { saveView } from './keep-view'

/** Asks for the name under which filter, sorting and grouping are kept. */
export const SaveViewDialog = () => {
  const [text, setText] = useState('')
  const views = useSetting((settings) => settings?.views)
  const name = text.trim()
  const replaces = views?.some((view) => view.name === name) ?? false
  const save = (): void => {
    if (name === '') return
    void saveView(name)
    say(t('Saved the view {name}', { name: isolated(name) }))
    closeOverlay()
  }
  return (
    <Dialog
      title={t('Save this view')}
      onClose={closeOverlay}
      onSubmit={save}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={name === ''}>
            {replaces ? t('Replace view') : t('Save view')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('Name')}
        value={text}
        maxLength={60}
        hint={t('The filter, sorting and grouping as they are now.')}
        onText={setText}
        data-first-focus
      />
    </Dialog>
  )
}
