import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { Fragment, useRef } from 'react'
import { closeOverlay } from '../state/overlay'
import { ariaKey, KeyHint } from '../ui/key-hint'
import { titleOf, type Action, type ActionContext } from './action'
import { runAction } from './run-action'
import styles from './action-menu.module.css'

interface ActionMenuProps {
  readonly label: string
  /** Where its corner stands, in CSS pixels of the window. */
  readonly x: number
  readonly y: number
  /** Which corner that is. */
  readonly align: 'start' | 'end'
  readonly context: ActionContext
  /** Sections; a line stands between them. */
  readonly sections: readonly (readonly Action[])[]
}

interface ItemProps {
  readonly action: Action
  readonly context: ActionContext
  readonly onChoose: (action: Action) => void
}

const Item = ({ action, context, onChoose }: ItemProps) => {
  const reason = action.whyNot(context)
  const title = titleOf(action, context)
  const [key] = action.keys
  const Icon = action.icon
  const isOn = action.isOn?.()
  const Kind = isOn === undefined ? DropdownMenu.Item : DropdownMenu.CheckboxItem
  return (
    <Kind
      className={styles['item']}
      {...(isOn === undefined ? {} : { checked: isOn })}
      textValue={title}
      aria-label={title}
      aria-disabled={reason !== null}
      aria-description={reason ?? undefined}
      aria-keyshortcuts={key === undefined ? undefined : ariaKey(key)}
      data-dangerous={action.dangerous}
      onSelect={() => onChoose(action)}
    >
      {isOn === true ? <Check aria-hidden="true" /> : null}
      {Icon === undefined || isOn !== undefined ? null : <Icon aria-hidden="true" />}
      <span className={styles['title']}>{title}</span>
      {reason === null ? null : <span className={styles['reason']}>{reason}</span>}
      {key === undefined ? null : <KeyHint keys={key} />}
    </Kind>
  )
}

/** Two actions can come to the same, such as `Resume` by `s` and by `p`: once is enough. */
const withoutTwins = (actions: readonly Action[], context: ActionContext): readonly Action[] => {
  const titles = actions.map((action) => titleOf(action, context))
  return actions.filter((_action, index) => titles.indexOf(titles[index] ?? '') === index)
}

/** A menu of actions at a place of the window. */
export const ActionMenu = ({ label, x, y, align, context, sections }: ActionMenuProps) => {
  const opener = useRef(document.activeElement)
  const chosen = useRef<Action | null>(null)
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => open || closeOverlay()}>
      <DropdownMenu.Trigger asChild>
        <button
          type="button"
          tabIndex={-1}
          aria-hidden="true"
          className={styles['anchor']}
          style={{ left: x, top: y }}
        />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles['menu']}
          aria-label={label}
          aria-labelledby={undefined}
          align={align}
          sideOffset={0}
          collisionPadding={8}
          loop
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (opener.current instanceof HTMLElement) opener.current.focus()
            // Only now, so that what the action opens gives the focus back to where it was.
            if (chosen.current !== null) runAction(chosen.current)
          }}
        >
          {sections.map((section, index) => (
            <Fragment key={section[0]?.id}>
              {index > 0 ? <DropdownMenu.Separator className={styles['line']} /> : null}
              {withoutTwins(section, context).map((action) => (
                <Item
                  key={action.id}
                  action={action}
                  context={context}
                  onChoose={(choice) => (chosen.current = choice)}
                />
              ))}
            </Fragment>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
