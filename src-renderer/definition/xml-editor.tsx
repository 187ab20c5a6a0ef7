import { useQuery } from '@tanstack/react-query'
import { Tabs } from 'radix-ui'
import { useState } from 'react'
import type { DiffLine, EditableXml, XmlMistake } from '../../src-preload/contract/definition'
import type { Failure } from '../../src-preload/contract/failure'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { useOrder } from '../failures/use-order'
import { queryClient } from '../queries/query-client'
import { closeOverlay } from '../state/overlay'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { CheckField } from '../ui/check-field'
import { Dialog } from '../ui/dialog'
import { KeyHint } from '../ui/key-hint'
import { isolated } from '../ui/visible-text'
import { CodeEditor, type Mark } from './code-editor'
import { editableQuery, pendingQuery } from './definition-queries'
import { DiffView } from './diff-view'
import { placeOfRefusal } from './place-of-refusal'
import { XmlHistory } from './xml-history'
import styles from './xml-editor.module.css'

type View = 'edit' | 'changes' | 'pending' | 'history'

/** What saving would change, and the text that it was asked for. */
interface Review {
  readonly xml: string
  readonly lines: readonly DiffLine[]
  readonly isUnchanged: boolean
}

/** The running machine against its next boot. */
const Pending = ({ machine }: { readonly machine: Machine }) => {
  const { data, error } = useQuery(pendingQuery(machine.id))
  if (error !== null) return <FailureDetails failure={failureFrom(error)} />
  return data?.some(({ type }) => type !== 'same') === false ? (
    <p className={styles['note']}>{t('The next boot changes nothing of what runs now.')}</p>
  ) : (
    <DiffView label={t('What the next boot changes')} lines={data ?? []} />
  )
}

interface EditorProps {
  readonly machine: Machine
  readonly editable: EditableXml
  readonly first: View
}

/** What is wrong with the text, or that nothing is, for those who see and those who hear. */
const MistakeLine = ({ mistake }: { readonly mistake: XmlMistake | null }) => (
  <p role="status" className={styles['mistake']} data-bad={mistake !== null}>
    {mistake === null
      ? t('Well-formed. Ctrl+F finds, Ctrl+Z takes back.')
      : mistake.at
        ? t('Line {line}, column {column}: {message} (F8 goes there)', {
            line: mistake.at.line,
            column: mistake.at.column,
            message: mistake.message,
          })
        : t('{message} (F8 goes there)', { message: mistake.message })}
  </p>
)

const Refusal = ({ failure }: { readonly failure: Failure }) => (
  <div role="alert" className={styles['failure']}>
    <strong>{failure.message}</strong>
    <FailureDetails failure={failure} />
  </div>
)

const Editor = ({ machine, editable, first }: EditorProps) => {
  const { id, name } = machine
  const [view, setView] = useState<View>(first)
  const [xml, setXml] = useState(editable.nextBoot)
  const [validate, setValidate] = useState(true)
  const [mistake, setMistake] = useState<XmlMistake | null>(null)
  const [mark, setMark] = useState<Mark | null>(null)
  const [review, setReview] = useState<Review | null>(null)
  const { failure, order } = useOrder()
  const [isHeld, setIsHeld] = useState(false)
  const isRunning = editable.live !== undefined
  const isReviewed = review?.xml === xml
  const canApply = isReviewed && !review.isUnchanged

  const attempt = (run: () => Promise<void>): Promise<void> =>
    order(async () => {
      try {
        await run()
      } catch (thrown) {
        const refused = failureFrom(thrown)
        const message = refused.cause?.text ?? refused.message
        const range = placeOfRefusal(xml, message)
        if (range !== null) {
          setMark({ ...range, text: xml, message })
          setView('edit')
        }
        throw thrown
      }
    })

  const look = (): Promise<void> =>
    attempt(async () => {
      const { againstNextBoot, isUnchanged } = await call('machines.previewXml', { id, xml })
      setReview({ xml, lines: againstNextBoot, isUnchanged })
      setView('changes')
    })

  const apply = (): Promise<void> =>
    attempt(async () => {
      await call('machines.saveXml', { id, xml, validate, version: editable.version })
      void queryClient.invalidateQueries({ queryKey: ['machine', id] })
      closeOverlay()
      const told = { name: isolated(name) }
      say(isRunning ? t('Changed {name}, from its next boot on', told) : t('Changed {name}', told))
    })

  /** First what would change, then changing it. */
  const advance = (): void => void (canApply && view === 'changes' ? apply() : look())
  const isAboutText = view === 'edit' || view === 'changes'

  const tabs: readonly { readonly view: View; readonly title: string }[] = [
    { view: 'edit', title: t('Edit') },
    { view: 'changes', title: t('Changes') },
    ...(isRunning ? [{ view: 'pending' as const, title: t('Running against next boot') }] : []),
    { view: 'history', title: t('History') },
  ]
  return (
    <Dialog
      title={t('Edit XML of {name}', { name: isolated(name) })}
      wide
      onClose={() => {
        // A stray Escape must not cost what was typed.
        if (xml === editable.nextBoot || view !== 'edit') closeOverlay()
        else setIsHeld(true)
      }}
      onSubmit={() => {
        if (isAboutText) advance()
      }}
      buttons={
        isAboutText ? (
          <>
            <span className={styles['validate']}>
              <CheckField
                label={t('Check against libvirt’s schema')}
                checked={validate}
                onCheck={setValidate}
              />
            </span>
            <Button onClick={closeOverlay}>{t('Cancel')}</Button>
            <Button
              look="primary"
              submits
              aria-label={canApply && view === 'changes' ? t('Apply') : t('Review changes')}
              aria-keyshortcuts="Control+Enter"
            >
              {canApply && view === 'changes' ? t('Apply') : t('Review changes')}{' '}
              <KeyHint keys="Ctrl+Enter" />
            </Button>
          </>
        ) : (
          <Button onClick={closeOverlay}>{t('Close')}</Button>
        )
      }
    >
      <p className={styles['note']}>
        {isRunning
          ? t(
              'It is running: what is changed here takes effect at its next boot, and what runs now stays as it is.',
            )
          : t('It is shut off: what is changed here takes effect when it starts.')}
      </p>
      {isHeld ? <p role="status">{t('There are changes that Cancel would discard.')}</p> : null}
      {failure === null ? null : <Refusal failure={failure} />}
      <Tabs.Root
        value={view}
        onValueChange={(value) => {
          if (value === 'changes' && !isReviewed) void look()
          else setView(value as View)
        }}
        className={styles['tabs']}
      >
        <Tabs.List aria-label={t('Definition')} className={styles['list']}>
          {tabs.map((tab) => (
            <Tabs.Trigger key={tab.view} value={tab.view} className={styles['tab']}>
              {tab.title}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content
          value={view}
          tabIndex={-1}
          className={styles['content']}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !event.ctrlKey || view !== 'changes') return
            event.preventDefault()
            advance()
          }}
        >
          {view === 'edit' ? (
            <>
              <CodeEditor
                label={t('XML at next boot')}
                initial={xml}
                onText={setXml}
                onSubmit={() => void look()}
                check={(text) => call('machines.checkXml', { id, xml: text })}
                onMistake={setMistake}
                mark={mark}
              />
              <MistakeLine mistake={mistake} />
            </>
          ) : null}
          {view === 'changes' && review !== null ? (
            review.isUnchanged ? (
              <p className={styles['note']}>{t('Nothing is changed.')}</p>
            ) : (
              <DiffView label={t('What applying changes')} lines={review.lines} takesFocus />
            )
          ) : null}
          {view === 'pending' ? <Pending machine={machine} /> : null}
          {view === 'history' ? (
            <XmlHistory
              machine={machine}
              onRestored={() => {
                void queryClient.invalidateQueries({ queryKey: ['machine', id] })
                closeOverlay()
              }}
            />
          ) : null}
        </Tabs.Content>
      </Tabs.Root>
    </Dialog>
  )
}

interface XmlEditorProps {
  readonly machine: Machine
  readonly view?: View
}

/** Edits a machine's definition as text, showing what changes before it does. */
export const XmlEditor = ({ machine, view = 'edit' }: XmlEditorProps) => {
  const { data, error, isFetching } = useQuery(editableQuery(machine.id))
  if (data !== undefined && !isFetching) {
    // A machine that stopped meanwhile has nothing pending.
    const first = view === 'pending' && data.live === undefined ? 'edit' : view
    return <Editor machine={machine} editable={data} first={first} />
  }
  return error === null ? null : (
    <Dialog
      title={t('Edit XML of {name}', { name: isolated(machine.name) })}
      onClose={closeOverlay}
      onSubmit={closeOverlay}
      buttons={<Button onClick={closeOverlay}>{t('Close')}</Button>}
    >
      <FailureDetails failure={failureFrom(error)} />
    </Dialog>
  )
}
