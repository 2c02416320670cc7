import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { problems } from './problem.ts';
import type { OpenRoute, Route } from './route.ts';

const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    traceId: z.string(),
    errors: z
      .array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() }))
      .optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });

const wanted = {
  'idempotency-key': z.string().min(1).max(255).meta({ description: problems.key_missing[2] }),
  'if-match': z.string().meta({ description: problems.match_missing[2] }),
} as const;

const headersOf = ({ wants = [], toApprove = [] }: OpenRoute) =>
  z.object({
    ...Object.fromEntries(wants.map((name) => [name, wanted[name]])),
    ...Object.fromEntries(toApprove.map((name) => [name, wanted[name].optional()])),
    'on-behalf-of': z
      .string()
      .optional()
      .meta({ description: 'The id of the person for whom you act, by a delegation in force.' }),
  });

const operationId = ({ method, path }: OpenRoute): string =>
  `${method}${path.replaceAll(/[{}]/g, '').replaceAll(/(?:^|[/-])([a-z])/gi, (_, letter: string) => letter.toUpperCase())}`;

/** JSON where it has a schema, and the kinds of file that a route answers with: their bytes have none. */
const contentOf = ({ response, files = [], alsoCsv }: OpenRoute) => ({
  ...(!(response instanceof z.ZodUnknown) && { 'application/json': { schema: response } }),
  ...Object.fromEntries(files.map((mediaType) => [mediaType, {}])),
  ...(alsoCsv && { 'text/csv': {} }),
});

const operation = (route: OpenRoute, isOpen: boolean): ZodOpenApiOperationObject => ({
  operationId: operationId(route),
  summary: route.summary,
  security: isOpen ? [] : [{ bearer: [] }],
  requestParams: {
    ...(route.params && { path: route.params as z.ZodObject }),
    ...(route.query && { query: route.query as z.ZodObject }),
    ...(!isOpen && { header: headersOf(route) }),
  },
  ...(route.body && {
    requestBody: { required: true, content: { 'application/json': { schema: route.body } } },
  }),
  responses: {
    [String(route.status)]: {
      description: 'Done',
      content: contentOf(route),
    },
    default: {
      description: 'A problem: which field, and what to do',
      content: { 'application/problem+json': { schema: Problem } },
    },
  },
});

/** OpenAPI 3.1 of the very routes and schemas that serve the requests. */
export const openApiOf = (routes: readonly Route[], openRoutes: readonly OpenRoute[]) => {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route, false) };
  for (const route of openRoutes) paths[route.path] = { [route.method]: operation(route, true) };
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Operational Readiness Assurance',
      version: '1',
      description:
        'Readiness reviews of uniformed units: self-assessment by the contributor, evaluation by the Secretariat, verification in the field. An independent project; not a system or a form of the United Nations.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  });
};
