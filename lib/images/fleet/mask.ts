import { normalise } from '../build-log/normalise'

/**
 * A sentence or line with what varies between builds of one cause taken out: versions, paths, addresses, ids, the
 * image's own name, besides all that `normalise` takes out. Names of packages, commands and hosts stay: they are what
 * the cause is about.
 */
export function mask(text: string, imageId: string): string {
  return (
    normalise(withoutImage(text, imageId))
      .replace(/\barn:aws[\w-]{0,20}:[^\s'",;)]{1,2048}/g, '‹arn›')
      .replace(/(\b[a-z][a-z0-9+]{1,9}:\/\/[^\s/'",;)]{1,255})\/[^\s'",;)]{0,2048}/g, '$1/‹path›')
      // A file's name says more than where it lies: `/opt/build/install.sh` and `/root/install.sh` are one.
      .replace(/(?<![\w›:/.-])\/(?:[\w.+@~-]{1,255}\/){1,40}/g, '‹path›/')
      .replace(/\b(?:line|row|PID|pid) \d{1,9}\b/g, (found) => `${found.split(' ')[0]} ‹n›`)
      .replace(/(?<![\d.])\d{1,9}(?:\.\d{1,9}){1,6}(?:[-+~:.]\w{1,60}){0,12}/g, '‹version›')
      .replace(/(?<![\w.‹])\d{4,20}(?![\w.›])/g, '‹n›')
      .replace(/ {2,}/g, ' ')
  )
}

const withoutImage = (text: string, imageId: string) =>
  imageId.length > 2 ? text.replaceAll(imageId, '‹image›') : text
