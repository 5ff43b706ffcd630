// Waits for a video's next frame, and tells one that is new from one that was there before.

/** How long a new frame is waited for: a camera that has stopped is looked at anyway. */
const FRAME_MS = 1000;

/** Five looks at the last frame of a camera that froze would be five good frames in a row, and are one. */
export class NewFrames {
  #video;
  /** What was told of the last frame: the number of those presented, or the time where the engine does not count. */
  #last = NaN;
  /** Whether the engine has ever told of a frame. */
  #isTold = false;

  /** @param {HTMLVideoElement} video */
  constructor(video) {
    this.#video = video;
  }

  /**
   * Until the video shows a frame that was not there before, in little light cameras are slow, or none came in time.
   * @returns {Promise<boolean>} whether the video's frame is a new one
   */
  async next() {
    const now = await this.#now();
    const isNew = now !== undefined && now !== this.#last;
    if (isNew) {
      this.#last = now;
    }
    return isNew;
  }

  /** @returns {Promise<number | undefined>} what tells this frame from others; `undefined` where none came in time */
  async #now() {
    // Not in every engine; WebKitGTK has it and never calls for a camera's frames. There the time tells.
    const presented = 'requestVideoFrameCallback' in this.#video ? await this.#presented() : undefined;
    this.#isTold ||= presented !== undefined;
    return this.#isTold ? presented : this.#video.currentTime;
  }

  /** @returns {Promise<number | undefined>} how many frames were presented; `undefined` where none came in time */
  #presented() {
    const video = this.#video;
    return new Promise((done) => {
      const timer = setTimeout(() => {
        video.cancelVideoFrameCallback(number);
        done(undefined);
      }, FRAME_MS);
      const number = video.requestVideoFrameCallback((_, { presentedFrames }) => {
        clearTimeout(timer);
        done(presentedFrames);
      });
    });
  }
}
