import { z } from 'zod'
import { type Operation, operations } from './operations'
import * as parameters from './parameters'
import { apiErrorBody } from './schemas'

const failures = {
  400: 'BadRequestException: the request, or AWS about it.',
  401: 'UnauthorizedClientError: the caller is not signed in, or AWS refused the server.',
  404: 'NotFoundException',
  429: 'LimitExceededException: asked too often, by AWS or by this server.',
  500: 'InternalServiceException',
}

/** The API in OpenAPI 3.1, from the schemas that requests and answers are checked against. */
export function openApiDocument(basePath: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'ParallelCluster image builds',
      version: '3.12.0',
      description: 'The image operations of AWS ParallelCluster’s API, and a few of our own.',
    },
    servers: [{ url: basePath === '' ? '/' : basePath }],
    paths: Object.fromEntries(
      operations.map((operation) => [operation.path, { [operation.method ?? 'get']: describe(operation) }]),
    ),
    components: { schemas: { Error: jsonSchema(apiErrorBody) } },
  }
}

function describe(operation: Operation) {
  const { operationId, method, summary, pathParameters, requiredQuery, query, answer } = operation
  const { region, account } = parameters
  return {
    operationId,
    summary,
    parameters: [
      ...Object.entries(pathParameters).map(([name, value]) => parameter(name, 'path', value, true)),
      ...Object.entries(requiredQuery).map(([name, value]) => parameter(name, 'query', value, true)),
      ...Object.entries({ ...query, region, account }).map(([name, value]) =>
        parameter(name, 'query', value, false),
      ),
      ...(method === 'post' ? [postHeader] : []),
    ],
    responses: {
      200:
        'contentType' in answer
          ? {
              description: answer.description,
              content: { [answer.contentType]: { schema: { type: 'string' } } },
            }
          : { description: summary, content: { 'application/json': { schema: jsonSchema(answer) } } },
      ...Object.fromEntries(
        Object.entries(failures).map(([status, description]) => [status, failure(description)]),
      ),
    },
  }
}

/** A page of another origin cannot send it without being asked first, and is not answered then. */
const postHeader = {
  name: 'X-Requested-With',
  in: 'header',
  required: true,
  description: 'Any value: says that no foreign page’s form sent the request.',
  schema: { type: 'string' },
}

function parameter(
  name: string,
  place: 'path' | 'query',
  { description, schema }: parameters.Parameter<unknown>,
  required: boolean,
) {
  return { name, in: place, required, description, schema: jsonSchema(schema) }
}

function failure(description: string) {
  return { description, content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } }
}

function jsonSchema(schema: z.ZodType) {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' })
  return rest
}
