// What a page may know of the configuration: names of policies and what they ask of the page. Groups are told only where
// the page may choose among them.

/** @import { Config } from '../backend-config.js' */

/** @param {Config} config */
export function publicConfig({ policies, region, live, limits }) {
  return {
    region,
    live,
    limits: { photoBytes: limits.photoBytes, jsonBytes: limits.jsonBytes },
    policies: [...policies].map(([name, policy]) => ({
      name,
      label: policy.label,
      demo: policy.demo,
      verifyModel: policy.verifyModel,
      needsTarget: policy.verifyModel !== '0',
      liveness: policy.liveness,
      registers: policy.registerGroup !== null,
      pictureUrls: policy.pictureUrls,
      picture: policy.picture,
      face: policy.face,
      ...(policy.demo && { faceGroupCodes: policy.faceGroupCodes }),
    })),
  };
}
