import { methodNotAllowed } from './handle'

/** For the methods that a route which changes something does not have. */
const notAllowed = () => methodNotAllowed('POST')

export {
  notAllowed as DELETE,
  notAllowed as GET,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as PUT,
}
