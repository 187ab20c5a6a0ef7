import { expect, it } from 'vitest'
import { machineNamed } from '../testing/machines'
import { tagChange, tagChoices } from './tag-choices'

const web = machineNamed('web', { tags: ['prod', 'web'] })
const db = machineNamed('db', { tags: ['prod'] })
const bare = machineNamed('bare')

it('tells which tags all have, some have, and others have', () => {
  const others = [machineNamed('x', { tags: ['lab', 'web'] }), undefined]
  expect(tagChoices([web, db], others)).toEqual([
    { tag: 'prod', holding: 'all' },
    { tag: 'web', holding: 'some' },
    { tag: 'lab', holding: 'none' },
  ])
  expect(tagChoices([bare], [])).toEqual([])
})

it('changes only what the person changed', () => {
  const choices = tagChoices([web, db], [machineNamed('x', { tags: ['lab'] })])
  expect(tagChange(choices, new Map())).toEqual({ add: [], remove: [] })
  expect(
    tagChange(
      choices,
      new Map([
        ['prod', 'none'],
        ['web', 'some'],
        ['lab', 'all'],
        ['new', 'all'],
        ['dropped', 'none'],
      ]),
    ),
  ).toEqual({ add: ['lab', 'new'], remove: ['prod'] })
})
