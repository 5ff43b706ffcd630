// The TypeScript types of the answers, for `face-preflight/client`.

import { compile } from 'json-schema-to-typescript';
import { ANSWERS, KINDS } from './answers.js';
import { reference } from './schema.js';

const HEAD = `// Rendered by \`cargo xtask render\` from the tables in xtask/openapi/. Do not edit.

import type { BackendCode } from '../backend-codes.js';
import type { ApiCode, ErrorCode, SubCode } from '../contract-types.js';
import type { PreflightOptions } from '../option-types.js';
import type { TextKey } from '../texts/types.js';
import type { Actor, Report } from '../types.js';

`;

/** @returns {Promise<string>} */
export async function answerTypes() {
  const { PolicyOfPage } = ANSWERS;
  const root = {
    description: "The backend's answer, told apart by `kind`.",
    oneOf: Object.values(KINDS).map(reference),
    components: { schemas: ANSWERS },
  };
  const options = { bannerComment: '', style: { singleQuote: true, printWidth: 118 } };
  const answer = await compile(/** @type {any} */ (root), 'BackendAnswer', options);
  const policy = await compile(/** @type {any} */ (PolicyOfPage), 'PolicyOfPage', options);
  return `${HEAD}${answer}\n${policy}`;
}
