import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
import type { MachineMetadata } from '../../src-preload/contract/metadata'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { forgetMetadata, metadataQuery } from '../queries/metadata'
import { raiseFailure } from '../state/problems'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'
import { isolated } from '../ui/visible-text'
import { ColourField } from './colour-field'
import styles from './notes.module.css'

const tagsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
]

interface FormProps {
  readonly machine: Machine
  readonly metadata: MachineMetadata
}

const Form = ({ machine, metadata }: FormProps) => {
  const written = metadata.tags.join(', ')
  const [tags, setTags] = useState(written)
  const [notes, setNotes] = useState(metadata.notes)
  const [colour, setColour] = useState(metadata.colour)
  const isChanged = tags !== written || notes !== metadata.notes || colour !== metadata.colour
  const save = async (): Promise<void> => {
    if (!isChanged) return
    try {
      const change = { tags: tagsIn(tags), notes, colour }
      await call('machines.setMetadata', { id: machine.id, change })
      await forgetMetadata(machine)
      say(t('Saved the notes of {name}', { name: isolated(machine.name) }))
    } catch (thrown) {
      raiseFailure(failureFrom(thrown))
    }
  }
  return (
    <form
      className={styles['notes']}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <TextField
        label={t('Tags')}
        value={tags}
        placeholder={t('web, staging')}
        maxLength={4096}
        onText={setTags}
      />
      <ColourField value={colour} onChoose={setColour} />
      <TextArea label={t('Notes')} rows={3} value={notes} onText={setNotes} />
      {isChanged ? (
        <div className={styles['buttons']}>
          <Button
            onClick={() => {
              setTags(written)
              setNotes(metadata.notes)
              setColour(metadata.colour)
            }}
          >
            {t('Revert')}
          </Button>
          <Button look="primary" submits>
            {t('Save notes')}
          </Button>
        </div>
      ) : null}
    </form>
  )
}

/** Tags, colour and notes, which travel in the machine's own definition. */
export const Notes = ({ machine }: { readonly machine: Machine }) => {
  const { data, error } = useQuery(metadataQuery(machine))
  if (error !== null) return <FailureDetails failure={failureFrom(error)} />
  // A form of its own for each state of affairs: nothing that was typed is carried to another.
  return data === undefined ? null : (
    <Form
      key={`${machine.id} ${data.tags.join('\n')} ${data.notes} ${data.colour}`}
      machine={machine}
      metadata={data}
    />
  )
}
