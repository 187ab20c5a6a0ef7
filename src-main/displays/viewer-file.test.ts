import { expect, it } from 'vitest'
import { viewerFile } from './viewer-file'

it('tells remote-viewer where the display is, and to delete the file', () => {
  const target = { title: 'web-1', host: '127.0.0.1', port: 5900, tlsPort: 5901, password: 's' }
  expect(viewerFile(target)).toBe(
    `[virt-viewer]
type=spice
host=127.0.0.1
port=5900
tls-port=5901
password=s
title=web-1
delete-this-file=1
`,
  )
})

it('lets no value become another line, and keeps blanks and backslashes', () => {
  const file = viewerFile({ title: 'a\n[other]\nb', host: 'h', port: 1, password: '  \\n\t' })
  expect(file).toContain('title=a\\n[other]\\nb\n')
  expect(file).toContain('password=\\s\\s\\\\n\\t\n')
  expect(file.split('\n')).toHaveLength(8)
})
