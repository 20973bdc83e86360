import { provideOpenedAnswers } from '@/lib/images/archive/opened-answers'

/** The files opened in this browser. A page of a live build has none of them, and need not load what reads them. */
export const loadOpenedFiles = async () => (await import('./opened-files')).openedFiles

if (typeof window !== 'undefined') provideOpenedAnswers(loadOpenedFiles)
