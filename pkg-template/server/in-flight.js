// The requests that are being answered, for a process that is to end when they are.

export class InFlight {
  running = 0;
  draining = false;
  /** @type {(() => void)[]} */
  #waiting = [];

  /** @template T @param {Promise<T>} answering @returns {Promise<T>} */
  async count(answering) {
    this.running += 1;
    try {
      return await answering;
    } finally {
      this.running -= 1;
      this.#tell();
    }
  }

  /** @returns {Promise<void>} resolves when nothing runs */
  drain() {
    this.draining = true;
    return new Promise((done) => {
      this.#waiting.push(done);
      this.#tell();
    });
  }

  #tell() {
    if (this.running === 0) {
      for (const done of this.#waiting.splice(0)) {
        done();
      }
    }
  }
}
