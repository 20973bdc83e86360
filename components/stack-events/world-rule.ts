import type { WorldPlace } from '@/lib/images/stack-events/world'
import styles from './timeline.module.css'

/**
 * The one rule that places every row's world. Zoom and pan change its two values and nothing else: an inherited
 * property on the chart would have every bar's style computed anew, and a style on each row every row found.
 */
export function worldRule() {
  const sheet = new CSSStyleSheet()
  sheet.insertRule(`.${styles.world} {}`)
  const rule = sheet.cssRules[0] as CSSStyleRule
  return {
    apply: () => {
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    },
    remove: () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
    },
    place: ({ left, width }: WorldPlace) => {
      rule.style.left = `${left * 100}%`
      rule.style.width = `${width * 100}%`
    },
  }
}
