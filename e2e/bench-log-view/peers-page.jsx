/**
 * One page for all other viewers: `?viewer=…&lines=…&height=…` (pixels). Each gets the whole log as it takes it best,
 * unwrapped as this app's log view begins.
 */
import { LazyLog } from '@melloware/react-logviewer'
import { LogViewer } from '@patternfly/react-log-viewer'
import { createRoot } from 'react-dom/client'
import '@patternfly/react-core/dist/styles/base.css'

const query = new URLSearchParams(location.search)
const height = Number(query.get('height'))
const text = await (await fetch(`/log?lines=${query.get('lines')}`)).text()
const place = document.getElementById('place')

const draw = {
  patternfly: () =>
    createRoot(place).render(<LogViewer data={text} height={height} isTextWrapped={false} theme="light" />),
  'react-logviewer': () => createRoot(place).render(<LazyLog text={text} height={height} selectableLines />),
  pre: () => {
    const pre = document.createElement('pre')
    pre.className = 'plain-log'
    pre.style.height = `${height}px`
    pre.textContent = text
    place.append(pre)
  },
}
draw[query.get('viewer')]()
