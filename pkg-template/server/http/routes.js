// The addresses of the backend: for the router, and for `openapi.json`.

/** @typedef {'verify' | 'config' | 'ownRecords' | 'healthz' | 'metrics'} RouteName */
/** @typedef {{ path: string, methods: readonly string[] }} RouteRow `path` without the option `basePath` */

/** Below the option `basePath`. */
const BELOW_BASE = {
  verify: { path: '/verify', methods: ['POST'] },
  config: { path: '/config', methods: ['GET'] },
  ownRecords: { path: '/records/me', methods: ['DELETE'] },
};

/** For the operator alone, wherever the API is. */
const AT_ROOT = {
  healthz: { path: '/healthz', methods: ['GET', 'HEAD'] },
  metrics: { path: '/metrics', methods: ['GET'] },
};

/**
 * @param {string} basePath
 * @returns {Record<RouteName, RouteRow>}
 */
export function routesBelow(basePath) {
  const { verify, config, ownRecords } = BELOW_BASE;
  return {
    verify: { ...verify, path: basePath + verify.path },
    config: { ...config, path: basePath + config.path },
    ownRecords: { ...ownRecords, path: basePath + ownRecords.path },
    ...AT_ROOT,
  };
}
