import compress from 'browser-image-compression';
import { LONGER_SIDE_PX, QUALITY } from '../../job.js';

/** On the page's thread: its worker is a second script, which would come from a CDN. @param {File} file */
export const job = (file) =>
  compress(file, {
    maxWidthOrHeight: LONGER_SIDE_PX,
    initialQuality: QUALITY / 100,
    fileType: 'image/jpeg',
    useWebWorker: false,
  });
