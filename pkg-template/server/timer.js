/** @typedef {(ms: number, run: () => void) => () => void} Timer runs something later, unless what it returns is called before */

/** The platform's own. @type {Timer} */
export const platformTimer = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};
