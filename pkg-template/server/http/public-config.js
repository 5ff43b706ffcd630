// What a page may know of the configuration: names of policies and what they ask of the page. Groups are named only where
// the page may choose among them.

import { compares } from '../verification/policy.js';

/** @import { Backend } from '../backend-options.js' */

/** @param {Backend} backend */
export function publicConfig({ policies, region, live, limits }) {
  return {
    region,
    live,
    limits: { photoBytes: limits.photoBytes, jsonBytes: limits.jsonBytes },
    policies: [...policies].map(([name, policy]) => ({
      name,
      label: policy.label,
      demo: policy.demo,
      mode: policy.mode,
      needsToken: !policy.demo,
      needsTarget: compares(policy) && policy.targetFrom === 'browser',
      liveness: policy.liveness,
      registers: policy.register !== null,
      pictureUrls: policy.pictureUrls,
      picture: policy.picture,
      face: policy.face,
      ...(policy.demo && { groups: policy.groups }),
    })),
  };
}
