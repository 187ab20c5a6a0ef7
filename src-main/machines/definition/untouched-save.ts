import { parseXmlText, type XmlAuthor } from '../../xml/parse-xml'
import { serializeXml } from '../../xml/serialize-xml'

/**
 * What saving a definition without changing it sends to the host: the same document, its entities
 * replaced by what they stand for and without declarations, which libvirt ignores. Every editor
 * reads and writes definitions by these two steps. Throws a `Problem` when it is no XML.
 */
export const untouchedSave = (xml: string, author: XmlAuthor = 'person'): string =>
  serializeXml(parseXmlText(xml, author))
