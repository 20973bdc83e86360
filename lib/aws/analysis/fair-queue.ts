import type { Task, TaskQueue } from 'workerpool/types/types'

/** Who asked for a task, and when nobody waits for it any more. */
export type Asked = { person: string; signal: AbortSignal }

/**
 * Tasks by who asked for them: each person's in order, one person after the other, however many one asks for. What
 * nobody waits for any more is refused when its turn comes.
 */
export function fairQueue(): TaskQueue<Asked> {
  const byPerson = new Map<string, Task<Asked>[]>()
  let size = 0
  return {
    push(task) {
      const person = personOf(task)
      const tasks = byPerson.get(person)
      if (tasks) tasks.push(task)
      else byPerson.set(person, [task])
      size++
    },
    pop() {
      const [person, tasks] = byPerson.entries().next().value ?? []
      const task = tasks?.shift()
      if (person === undefined || !tasks || !task) return undefined
      size--
      // Whoever was served stands at the end of the line.
      byPerson.delete(person)
      if (tasks.length > 0) byPerson.set(person, tasks)
      const signal = task.options?.metadata?.signal
      if (signal?.aborted) task.resolver.reject(signal.reason)
      return task
    },
    size: () => size,
    contains: (task) => byPerson.get(personOf(task))?.includes(task) ?? false,
    clear() {
      byPerson.clear()
      size = 0
    },
  }
}

const personOf = (task: Task<Asked>): string => task.options?.metadata?.person ?? ''
