// What the reference shows: the names that the package exports, each where it is declared. A test compares the list with
// the package.
export {
  PreflightError,
  buildRequest,
  checkEffects,
  checkParameters,
  contract,
  explain,
  fingerprint,
  inspect,
  preflight,
  probe,
  version,
  warmUp,
} from '../../pkg/browser.js';
export { loadPolicies, submit } from '../../pkg/client.js';
export {
  LANGUAGES,
  chooseLanguage,
  describe,
  describeAnswer,
  describeError,
  loadTexts,
  matchLanguage,
  say,
} from '../../pkg/texts.js';
export type { BackendCode } from '../../pkg/lib/backend-codes.js';
export type * from '../../pkg/lib/client/types.js';
export type { Violation } from '../../pkg/lib/rules.js';
export type * from '../../pkg/lib/contract-types.js';
export type * from '../../pkg/lib/option-types.js';
export type * from '../../pkg/lib/texts/types.js';
export type * from '../../pkg/lib/types.js';
