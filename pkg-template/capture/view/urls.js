// Object URLs that live as long as the element shows them.

/** @import { Photo } from '../../lib/types.js' */

export class Urls {
  /** @type {Map<Blob, string>} */
  #urls = new Map();
  /** @type {WeakMap<Photo, Blob>} */
  #blobs = new WeakMap();

  /** The picture that goes out, made into a Blob once. @param {Photo} photo */
  blobOf(photo) {
    if (photo.jpeg === null) {
      return null;
    }
    const blob = this.#blobs.get(photo) ?? photo.blob();
    this.#blobs.set(photo, blob);
    return blob;
  }

  /** @param {Photo} photo */
  ofPhoto(photo) {
    const blob = this.blobOf(photo);
    return blob && this.of(blob);
  }

  /** @param {Blob} blob */
  of(blob) {
    const url = this.#urls.get(blob) ?? URL.createObjectURL(blob);
    this.#urls.set(blob, url);
    return url;
  }

  /** Releases all but those of these blobs. @param {...(Blob | null | undefined)} kept */
  keepOnly(...kept) {
    for (const [blob, url] of this.#urls) {
      if (!kept.includes(blob)) {
        URL.revokeObjectURL(url);
        this.#urls.delete(blob);
      }
    }
  }
}
