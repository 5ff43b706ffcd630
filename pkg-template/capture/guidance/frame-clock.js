// Waits for a video's next frame, and tells a new frame from one that was already there.

/** How long to wait for a new frame: a camera that has stopped is inspected anyway. */
const FRAME_MS = 1000;

/** Five inspections of the last frame of a camera that froze would count as five good frames in a row; they are one. */
export class FrameClock {
  #video;
  /** The last frame: the number of presented frames, or the time where the engine does not count them. */
  #last = NaN;
  /** Whether the engine has ever reported a frame. */
  #reports = false;

  /** @param {HTMLVideoElement} video */
  constructor(video) {
    this.#video = video;
  }

  /**
   * Waits for a frame that was not there before, or until none came in time. In little light, cameras are slow.
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

  /** @returns {Promise<number | undefined>} identifies this frame; `undefined` where none came in time */
  async #now() {
    // Not every engine has it, and WebKitGTK has it but never calls it for a camera. There the time decides.
    const presented = 'requestVideoFrameCallback' in this.#video ? await this.#presented() : undefined;
    this.#reports ||= presented !== undefined;
    return this.#reports ? presented : this.#video.currentTime;
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
