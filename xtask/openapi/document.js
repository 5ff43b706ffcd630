// `openapi.json`: the backend's addresses, what they take and what they answer.

import { routesBelow } from '../../pkg-template/server/http/routes.js';
import { ANSWERS, KINDS } from './answers.js';
import { reference } from './schema.js';
import { PARAMETERS, REQUESTS, REQUEST_BODY } from './requests.js';
import { HEADERS, NOWHERE, RESPONSES } from './responses.js';

/** @import { RouteName } from '../../pkg-template/server/http/routes.js' */

/** By the address. @type {Record<RouteName, Record<string, unknown>>} */
const OPERATIONS = {
  verify: {
    operationId: 'verify',
    summary: 'Verifies a photo under a policy.',
    description:
      'The answer is one of three kinds: a verdict, a call of the vendor without a verdict, or a refusal. With `Accept: text/html` it is a plain page.',
    parameters: PARAMETERS,
    requestBody: REQUEST_BODY,
    // Demo policies need no token.
    security: [{ user: [] }, {}],
  },
  config: { operationId: 'config', summary: 'What a page may know: policies and limits.' },
  ownRecords: {
    operationId: 'deleteOwnRecords',
    summary: "Deletes the user's own faces. Only where the operator has configured a policy of the type `admin`.",
    parameters: [PARAMETERS[0]],
    security: [{ user: [] }],
  },
  healthz: { operationId: 'healthz', summary: 'Whether the backend runs.' },
  metrics: {
    operationId: 'metrics',
    summary: 'Counters in the text format of Prometheus.',
    security: [{ operator: [] }],
  },
};

/** @param {string} version of the package */
export function openApi(version) {
  return withoutTypes({
    openapi: '3.1.1',
    info: {
      title: 'face-preflight backend',
      version,
      description:
        'The backend that `createBackend` of `face-preflight/server` makes. The option `basePath` replaces `/api`. `OPTIONS` answers the preflight requests of CORS.',
      license: { name: 'MIT OR Apache-2.0', identifier: 'MIT OR Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [],
    paths: paths(),
    components: {
      schemas: {
        Answer: {
          description: 'What `verify` answers, told apart by `kind`.',
          oneOf: Object.values(KINDS).map(reference),
          discriminator: {
            propertyName: 'kind',
            mapping: Object.fromEntries(Object.entries(KINDS).map(([kind, name]) => [kind, reference(name).$ref])),
          },
        },
        ...ANSWERS,
        ...REQUESTS,
      },
      headers: HEADERS,
      responses: { Nowhere: NOWHERE },
      securitySchemes: {
        user: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'Who the user is: a token of `issueToken`, or whatever the option `authenticate` reads.',
        },
        operator: { type: 'http', scheme: 'bearer', description: 'The option `metricsToken`.' },
      },
    },
  });
}

function paths() {
  const routes = /** @type {[RouteName, { path: string, methods: readonly string[] }][]} */ (
    Object.entries(routesBelow('/api'))
  );
  return Object.fromEntries(
    routes.map(([name, { path, methods }]) => [
      path,
      Object.fromEntries(methods.map((method) => [method.toLowerCase(), operation(name, method)])),
    ]),
  );
}

/** @param {RouteName} name @param {string} method */
function operation(name, method) {
  const responses = RESPONSES[name];
  if (method !== 'HEAD') {
    return { ...OPERATIONS[name], responses };
  }
  return {
    ...OPERATIONS[name],
    operationId: `${name}Head`,
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, { content: _, ...head }]) => [status, head]),
    ),
  };
}

/** The document is for every language. @template T @param {T} value @returns {T} */
function withoutTypes(value) {
  return JSON.parse(JSON.stringify(value, (key, member) => (key === 'tsType' ? undefined : member)));
}
