import { visibleText } from './visible-text'

/** A name that a host gave: as text, apart from the direction of what surrounds it. */
export const HostText = ({ text }: { readonly text: string }) => <bdi>{visibleText(text)}</bdi>
