import { describe, expect, it } from 'vitest'
import { matchCommands } from '../../../../renderer/components/frame/matchCommands.ts'

describe('the command palette', () => {
  const command = (title: string) => ({ id: title, title, run: () => undefined })
  const titles = (text: string) =>
    matchCommands(['Open study: go', 'Go to Runs', 'Pause the queue'].map(command), text).map(({ title }) => title)

  it('puts titles that start with the words first and drops the rest', () => {
    expect(titles('go')).toEqual(['Go to Runs', 'Open study: go'])
    expect(titles('queue pause')).toEqual(['Pause the queue'])
    expect(titles('xyz')).toEqual([])
  })
})
