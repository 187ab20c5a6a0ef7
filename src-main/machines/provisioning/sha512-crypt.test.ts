import { expect, test } from 'vitest'
import { sha512Crypt } from './sha512-crypt'

/** As glibc's crypt(3) has them. */
test.each([
  [
    'Hello world!',
    'saltstring',
    '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
  ],
  [
    'é€ longer than a block of the digest, which has sixty-four bytes, to be sure',
    'abc.DEF/123',
    '$6$abc.DEF/123$vLUXhOYKlOOs2KrCaMeHWNT2zGzIE/7XEzTQJaVWwV85BOpWIaWIw49xWPD1eiRsCT9xbn7dkuyZRqH.gmcjd/',
  ],
  [
    '',
    'abc.DEF/123',
    '$6$abc.DEF/123$zNcLM/I1wzbJ4MHkhPz3jTzEI8ct/.wMUqhR/z33CFh/aKYwurJlrattOWcBNIFmbLhiufTc/FS.BU6tw32PN.',
  ],
])('hashes %j as the C library does', (password, salt, hash) => {
  expect(sha512Crypt(password, salt)).toBe(hash)
})
