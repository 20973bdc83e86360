import type { Parameters } from './opened-api'

/** Who answers for opened files: in the browser, the worker that read them. */
export interface OpenedAnswers {
  /** @throws ApiError as the server would; 404 when the files are not open in this browser */
  answer(id: string, path: string, parameters: Parameters, signal?: AbortSignal): Promise<unknown>
}

type Load = () => Promise<OpenedAnswers>

let provide: (load: Load) => void = () => undefined
const provided = new Promise<Load>((resolve) => {
  provide = resolve
})

/** Says who answers, once, when the page starts; loaded only where something of opened files is asked. */
export const provideOpenedAnswers = (load: Load): void => provide(load)

/** Asks one of our API's addresses of opened files, as `getJson` asks the server. */
export async function askOpened(
  id: string,
  path: string,
  parameters: Parameters,
  signal?: AbortSignal,
): Promise<unknown> {
  const load = await provided
  return (await load()).answer(id, path, parameters, signal)
}
