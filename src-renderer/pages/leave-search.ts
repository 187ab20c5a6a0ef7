import type { KeyboardEvent } from 'react'
import { closePage } from '../app/close-page'

/** In a page's search: Escape empties it first, and leads back to the machines once it is empty. */
export const leaveSearch = (event: KeyboardEvent<HTMLInputElement>): void => {
  if (event.key !== 'Escape' || event.currentTarget.value !== '') return
  event.preventDefault()
  closePage()
}
