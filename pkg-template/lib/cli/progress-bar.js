/** Redrawing more often only costs time. */
const INTERVAL_MS = 100;
const BAR_CHARACTERS = 24;

/** @typedef {NodeJS.WritableStream & { isTTY?: boolean, columns?: number }} Terminal */

/** The bar at the bottom of a terminal: how many photos are done, and how long the rest will take. */
export class ProgressBar {
  #done = 0;
  #drawnAt = 0;
  #isDrawn = false;
  #startedAt = performance.now();

  /**
   * @param {Terminal} terminal
   * @param {number} total
   * @param {boolean} isWanted
   */
  constructor(terminal, total, isWanted) {
    this.terminal = terminal;
    this.total = total;
    this.isShown = isWanted && total > 1 && terminal.isTTY === true && process.env['TERM'] !== 'dumb';
    this.#draw();
  }

  /** One more photo is done. */
  step() {
    this.#done += 1;
    if (performance.now() - this.#drawnAt >= INTERVAL_MS) {
      this.#draw();
    }
  }

  /** Hides the bar for a line of output. */
  clear() {
    if (this.#isDrawn) {
      this.terminal.write('\r\x1b[K');
    }
    this.#isDrawn = false;
  }

  /** Shows the bar again after a line of output. */
  restore() {
    if (!this.#isDrawn) {
      this.#draw();
    }
  }

  /** Removes the bar. */
  end() {
    this.clear();
    this.isShown = false;
  }

  #draw() {
    if (!this.isShown) {
      return;
    }
    this.#drawnAt = performance.now();
    const line = progressLine(this.#done, this.total, this.#drawnAt - this.#startedAt);
    // A line that wraps could not be erased. A terminal that does not know its width says 0.
    this.terminal.write(`\r\x1b[K${line.slice(0, (this.terminal.columns || 80) - 1)}`);
    this.#isDrawn = true;
  }
}

/**
 * @param {number} done
 * @param {number} total
 * @param {number} elapsedMs
 */
function progressLine(done, total, elapsedMs) {
  const filled = Math.floor((BAR_CHARACTERS * done) / total);
  const bar = '#'.repeat(filled).padEnd(BAR_CHARACTERS, '-');
  const left =
    done === 0 || done === total ? '' : `, ${formatSeconds(((elapsedMs / done) * (total - done)) / 1000)} left`;
  return `[${bar}] ${done} of ${total} photos${left}`;
}

/** @param {number} seconds */
function formatSeconds(seconds) {
  const whole = Math.ceil(seconds);
  return whole < 100 ? `${whole} s` : `${Math.ceil(whole / 60)} min`;
}
