import Compressor from 'compressorjs';
import { LONGER_SIDE_PX, QUALITY } from '../../job.js';

/** @param {File} file */
export const job = (file) =>
  new Promise((success, error) => {
    const size = { maxWidth: LONGER_SIDE_PX, maxHeight: LONGER_SIDE_PX };
    new Compressor(file, { ...size, quality: QUALITY / 100, mimeType: 'image/jpeg', success, error });
  });
