import { methodNotAllowed } from './handle'

/** For the methods that a route which is read does not have. */
const notAllowed = () => methodNotAllowed('GET, HEAD')

export {
  notAllowed as DELETE,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as POST,
  notAllowed as PUT,
}
