/** How a viewer is opened and watched. */
export type Viewer = {
  readonly name: string
  readonly address: (lines: number) => string
  /** The text of a drawn row. */
  readonly text: string
  readonly scroller: string
  /** A whole row; absent where there are no rows to look for. */
  readonly row?: string
  /** Which way there is a log to wheel through: this app opens a finished log at its end. */
  readonly wheel: 'up' | 'down'
}

export const viewport = { width: 1440, height: 900 }
/** Pixels: what this app's page leaves for the log in that window. */
const height = 700

export const groupOf = (imageId: string) => `/aws/imagebuilder/ParallelClusterImage-${imageId}`
export const logStreamName = '3.14.0/1'
export const imageOf = (lines: number) => `bench-${lines}`

/** This app first. */
export function viewersAt(app: string, peers: string): [Viewer, ...Viewer[]] {
  const peer = (name: string) => (lines: number) => `${peers}/?viewer=${name}&lines=${lines}&height=${height}`
  return [
    {
      name: 'this app',
      address: (lines) => `${app}/images/${imageOf(lines)}/logstreams/${logStreamName}`,
      text: '.log-row .log-text',
      scroller: '.log[role=log]',
      row: '.log-row',
      wheel: 'up',
    },
    {
      name: 'PatternFly',
      address: peer('patternfly'),
      text: '.pf-v6-c-log-viewer__list-item .pf-v6-c-log-viewer__text',
      scroller: '.pf-v6-c-log-viewer__scroll-container',
      row: '.pf-v6-c-log-viewer__list-item',
      wheel: 'down',
    },
    {
      name: 'react-logviewer',
      address: peer('react-logviewer'),
      text: '.log-line .log-content',
      scroller: '.react-lazylog',
      row: '.log-line',
      wheel: 'down',
    },
    {
      name: '<pre>',
      address: peer('pre'),
      text: '.plain-log',
      scroller: '.plain-log',
      wheel: 'down',
    },
  ]
}
