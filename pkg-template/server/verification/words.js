// What a verdict means, in words for the person. What the operator should make of it is not the browser's to know.

import { explain } from '../contract.js';

/** @import { TextKey } from '../../lib/texts/types.js' */
/** @import { Actor } from '../../lib/types.js' */

/** @typedef {{ meaning: string, advice: string, key: TextKey, actor: Actor | null }} Words */

/** @type {Record<string, Words>} */
const OWN_WORDS = {
  registeredEarlier: {
    meaning: "This user's face is registered already.",
    advice: 'You’re already registered.',
    key: 'answer.registered_earlier',
    actor: null,
  },
  registrationFailed: {
    meaning:
      'The check passed, but the service did not register the face: the user may be registered with another one.',
    advice: 'Your photo passed, but we couldn’t save it. Please contact us.',
    key: 'answer.not_saved',
    actor: 'policy',
  },
  ownFace: {
    meaning: "The face that was found is this user's own.",
    advice: 'You’ve already signed up with this account. You don’t need to do it again.',
    key: 'answer.own_face',
    actor: 'policy',
  },
  ownAndOther: {
    meaning: "This user's own face was found, and somebody else's.",
    advice: 'It looks like you have another account too. Please contact us.',
    key: 'answer.own_and_other',
    actor: 'policy',
  },
  recognized: {
    meaning: "The face is this user's own.",
    advice: 'We’ve recognised you.',
    key: 'answer.recognised',
    actor: null,
  },
  notRecognized: {
    meaning: 'No face that is registered for this user was found.',
    advice: 'We couldn’t recognise you. Please try again in good light, looking straight into the camera.',
    key: 'answer.not_recognised',
    actor: 'photo',
  },
  belowPolicyQuality: {
    meaning: "The quality of a picture is below the policy's least.",
    advice: 'Please take a clearer photo: find good light and hold your phone still.',
    key: 'answer.low_quality',
    actor: 'photo',
  },
};

/** @param {keyof typeof OWN_WORDS} what @returns {Words} */
export function ownWords(what) {
  return /** @type {Words} */ (OWN_WORDS[what]);
}

/**
 * @param {{ code?: string, subCode?: string }} answer of the service
 * @returns {Words & { retryable: boolean }}
 */
export function wordsOf(answer) {
  const { meaning, forPerson, key, actor, retryable } = explain(answer);
  return { meaning, advice: forPerson, key, actor, retryable };
}
