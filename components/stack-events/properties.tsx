import { readProperties } from '@/lib/images/stack-events/properties'

/** resourceProperties: a tree when they are an object, the text itself when they are not. */
export function Properties({ text }: { text: string }) {
  const properties = readProperties(text)
  return (
    <section aria-label="Resource properties" className="min-w-0 text-xs">
      <h3 className="mb-1 text-ink-3">Resource properties</h3>
      {'text' in properties ? (
        <pre className="max-h-60 overflow-auto whitespace-pre-wrap break-all rounded bg-sunken p-2 font-mono text-2xs">
          {properties.text}
        </pre>
      ) : (
        <div className="max-h-60 overflow-auto rounded bg-sunken p-2 font-mono text-2xs leading-5">
          <Members value={properties.value} />
        </div>
      )}
    </section>
  )
}

function Members({ value }: { value: object }) {
  const members = Object.entries(value)
  if (members.length === 0) return <span className="text-ink-3">{Array.isArray(value) ? '[]' : '{}'}</span>
  return (
    <ul>
      {members.map(([name, member]) => (
        <li key={name} className="break-all">
          <span className="text-accent">{name}</span>
          <span className="text-ink-3">: </span>
          {member !== null && typeof member === 'object' ? (
            <div className="border-l border-line pl-3">
              <Members value={member} />
            </div>
          ) : (
            <span>{typeof member === 'string' ? member : JSON.stringify(member)}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
