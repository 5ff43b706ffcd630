// `node xtask/openapi/render.js VERSION`: prints what follows from the tables here, as one object of texts by path.
// `cargo xtask render` writes them, or compares.

import { openApi } from './document.js';
import { answerTypes } from './types.js';

const files = {
  'docs/openapi.json': `${JSON.stringify(openApi(process.argv[2] ?? ''), null, 2)}\n`,
  'pkg-template/lib/client/answer-types.d.ts': await answerTypes(),
};
console.log(JSON.stringify(files));
