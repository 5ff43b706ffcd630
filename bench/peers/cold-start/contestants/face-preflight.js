import { preflight } from '../../../../pkg/browser.js';

/** @param {File} file */
export async function job(file) {
  const { report } = await preflight(file);
  return report.checks;
}
