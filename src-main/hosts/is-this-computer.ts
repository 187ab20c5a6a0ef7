import { parseUri } from '../libvirt'

/** Whether a URI leads to a daemon of this very computer, whose files are ours to look at. */
export const isThisComputer = (uri: string): boolean => parseUri(uri).transport === 'unix'
