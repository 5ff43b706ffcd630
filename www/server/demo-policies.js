// The demo's policies: one under which the page may choose, and three as a real service would have them.

/** @import { PolicyOptions } from '../../pkg/server.js' */

/** @param {string[]} groups @returns {Record<string, PolicyOptions>} */
export function demoPolicies(groups) {
  const [first = ''] = groups;
  return {
    demo: { label: 'Choose yourself', mode: 'search', groups, demo: true },
    signup: {
      label: 'Sign up: search and register',
      mode: 'search',
      liveness: true,
      groups: [first],
      register: first,
      hashUserId: true,
    },
    login: { label: 'Log in: recognise', mode: 'recognize', liveness: true, groups: [first], hashUserId: true },
    document: {
      label: 'Compare with the portrait of a document',
      mode: 'compare',
      targetFrom: 'browser',
      hashUserId: true,
    },
  };
}
