// Texts as users write them: the right use compiles, each wrong use is an error.
import { preflight } from 'face-preflight';
import { type TextKey, type Texts, describe, loadTexts } from 'face-preflight/texts';
import id from 'face-preflight/texts/id';

const own: Texts = { 'answer.busy': 'One moment, please.' };
const key: TextKey = 'check.blur.blurred';
const direction: 'ltr' | 'rtl' = id.direction;
// @ts-expect-error: there is no such key
const misspelt: TextKey = 'check.blur.blured';

export async function titles(file: File) {
  const texts = await loadTexts(['id']);
  const { report } = await preflight(file, {}, { texts: { ...texts, ...own } });
  // @ts-expect-error: a language is loaded first
  await preflight(file, {}, { texts: 'id' });
  return report.checks.map((check) => [describe(check, texts).title, id[key], direction, misspelt]);
}
