'use client'

import { useQueryStates } from 'nuqs'
import type { NamedScope } from '@/lib/images/addresses'
import { openedId } from '@/lib/images/archive/opened-scope'
import type { SearchQuestion } from '@/lib/images/search/search-question'
import { InsightsSearch } from './insights-search'
import { KeptSearch } from './kept-search'
import { SearchForm } from './search-form'
import { periods, searchView } from './search-view'

/** Text or an expression in every build of a period. */
export function SearchPage({ scope: given }: { scope: NamedScope }) {
  const [view, setView] = useQueryStates(searchView)
  // Opened files are searched in their log.
  const scope = openedId(given.account) === undefined ? given : {}
  const { text, image, since } = view
  const question: SearchQuestion = {
    text,
    matchCase: view.case,
    wholeWord: view.word,
    regularExpression: view.regex,
    image,
    days: periods[since],
  }
  return (
    <div className="space-y-5 pb-16">
      <div className="space-y-3 px-4 pt-5 md:px-6">
        <h1 className="font-semibold text-lg tracking-tight">Search every build</h1>
        <SearchForm
          // Back and a link change what is asked: the fields follow.
          key={JSON.stringify(question)}
          asked={{ ...question, since }}
          search={(asked) =>
            void setView(
              {
                text: asked.text || null,
                case: asked.matchCase,
                word: asked.wholeWord,
                regex: asked.regularExpression,
                image: asked.image || null,
                since: asked.since,
                // Their results are of another search.
                query: null,
              },
              { history: 'push' },
            )
          }
        />
      </div>
      {text === '' ? (
        <p className="px-4 py-12 text-center text-ink-2">
          Finds a text, or what a regular expression matches, in the logs of all builds of a period.
        </p>
      ) : (
        <>
          <InsightsSearch
            // What is being confirmed is of one search only.
            key={JSON.stringify([scope, question])}
            scope={scope}
            question={question}
            queryIds={view.query}
            show={(query) => void setView({ query }, { history: 'push' })}
          />
          <KeptSearch scope={scope} question={question} />
        </>
      )}
    </div>
  )
}
