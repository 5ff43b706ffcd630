// The demo's policies: one under which the page may choose, and two as a real service would have them.

/** @param {string[]} faceGroups @returns {Record<string, object>} */
export function demoPolicies(faceGroups) {
  const [first = ''] = faceGroups;
  return {
    demo: { label: 'Choose yourself', mode: 'search', groups: faceGroups, demo: true },
    signup: {
      label: 'Sign up: search and register',
      mode: 'search',
      liveness: true,
      groups: [first],
      register: first,
      hashUserId: true,
    },
    login: { label: 'Log in: compare two pictures', mode: 'compare', hashUserId: true },
  };
}
