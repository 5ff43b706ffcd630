// A slower processor for the whole of a browser: all of its processes stand still for most of the time. Chromium's own
// emulation slows the page's thread alone, and neither workers nor the decoders of pictures.

const PERIOD_MS = 24;

/**
 * @param {number} group of the processes
 * @param {number} times slower
 * @returns {() => void} ends it
 */
export function slowDown(group, times) {
  if (times === 1) {
    return () => {};
  }
  let isRunning = true;
  /** @type {NodeJS.Timeout} */
  let timer;
  function turn() {
    isRunning = !isRunning;
    process.kill(-group, isRunning ? 'SIGCONT' : 'SIGSTOP');
    timer = setTimeout(turn, isRunning ? PERIOD_MS / times : PERIOD_MS - PERIOD_MS / times);
  }
  turn();
  return () => {
    clearTimeout(timer);
    process.kill(-group, 'SIGCONT');
  };
}
