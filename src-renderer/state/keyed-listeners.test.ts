import { expect, test } from 'vitest'
import { KeyedListeners } from './keyed-listeners'

test('each hears of its own, and nothing is kept of what nobody listens to', () => {
  const listeners = new KeyedListeners<string>()
  const heard: string[] = []
  const stops = ['first', 'second'].map((who) => listeners.add('web', () => heard.push(who)))
  listeners.add('db', () => heard.push('other'))
  listeners.tell('web')
  listeners.tell('nobody')
  expect(heard).toEqual(['first', 'second'])

  stops[0]?.()
  listeners.tell('web')
  expect(heard).toEqual(['first', 'second', 'second'])
  stops[1]?.()
  expect([listeners.has('web'), listeners.has('db')]).toEqual([false, true])

  // One that stops again takes nothing from those who came later.
  listeners.add('web', () => heard.push('late'))
  stops[1]?.()
  listeners.tell('web')
  expect(heard.at(-1)).toBe('late')
})
