'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { TextButton } from '@/components/log-events/tool-buttons'
import type { NamedScope } from '@/lib/images/addresses'
import { scopesQuery } from '@/lib/images/scopes-query'
import type { SearchQuestion } from '@/lib/images/search/search-question'
import { InsightsConfirm } from './insights-confirm'
import { InsightsResults } from './insights-results'

type Props = {
  scope: NamedScope
  question: SearchQuestion
  /** The queries whose results the address names; none: nothing was started. */
  queryIds: readonly string[]
  show: (queryIds: string[] | null) => void
}

/**
 * All log groups, by CloudWatch Logs Insights, where the operator allows it. Nothing is started before somebody has seen
 * what is asked and what it may cost.
 */
export function InsightsSearch({ scope, question, queryIds, show }: Props) {
  const { data: scopes } = useQuery(scopesQuery)
  const [isAsking, setAsking] = useState(false)
  const [notStarted, setNotStarted] = useState<string>()
  if (queryIds.length > 0) {
    return (
      <InsightsResults
        scope={scope}
        question={question}
        queryIds={queryIds}
        notStarted={notStarted}
        close={() => show(null)}
      />
    )
  }
  if (!scopes?.insights) return null
  return (
    <section aria-labelledby="insights" className="px-4 md:px-6">
      <h2 id="insights" className="sr-only">
        CloudWatch Logs Insights
      </h2>
      {isAsking ? (
        <InsightsConfirm
          scope={scope}
          question={question}
          cancel={() => setAsking(false)}
          started={({ queryIds: ids, message, logGroupsLeftOut }) => {
            setAsking(false)
            setNotStarted(
              logGroupsLeftOut > 0
                ? `${logGroupsLeftOut.toLocaleString('en')} log groups are not searched. ${message ?? ''}`
                : undefined,
            )
            show(ids)
          }}
        />
      ) : (
        <TextButton onClick={() => setAsking(true)}>Search all logs in CloudWatch…</TextButton>
      )}
    </section>
  )
}
