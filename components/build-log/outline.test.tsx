import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { outlineOf } from '@/lib/images/log-view/test-view'
import { Outline } from './outline'

afterEach(cleanup)

const draw = (outline: Parameters<typeof Outline>[0]['outline'], current?: string) =>
  render(
    <Outline
      outline={outline}
      hrefOf={({ timestamp }) => `#${timestamp}`}
      current={current}
      upToDate={{ hidden: false, toggle: () => {} }}
    />,
  )

const steps = [
  { name: 'first', events: 5 },
  { name: 'second', events: 6 },
  { name: 'third', events: 5, failed: true },
]

it('good steps beside each other are one row that opens, where a build failed', () => {
  draw(outlineOf(steps))
  expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['failed: third4 s'])
  const good = screen.getByRole('button', { name: /2 steps\s*10 s/ })
  expect(good.getAttribute('aria-expanded')).toBe('false')
  fireEvent.click(good)
  expect(screen.getAllByRole('link')).toHaveLength(3)
})

it('the row stands for the step in view while that is inside it', () => {
  draw(outlineOf(steps), 'second')
  expect(screen.getByRole('button').getAttribute('aria-current')).toBe('step')
})

it('every step of a good build has its row', () => {
  draw(outlineOf(steps.slice(0, 2)))
  expect(screen.getAllByRole('link')).toHaveLength(2)
})
