// What every view of the element needs.

/** @import { FaceCapture } from '../element.js' */
/** @import { Emit } from '../events.js' */
/** @import { Flow } from '../flow.js' */
/** @import { Problem } from '../problems.js' */
/** @import { Words } from '../texts.js' */
/** @import { Announcer } from './announcer.js' */
/** @import { Urls } from './urls.js' */

/**
 * @typedef {object} Context
 * @property {FaceCapture} host
 * @property {Flow} flow
 * @property {Emit} emit dispatches one of the element's events
 * @property {(problem: Problem) => void} report dispatches the event of an error
 * @property {() => void} redraw shows the step anew: more is known
 * @property {() => Words} words
 * @property {Announcer} announcer
 * @property {Urls} urls
 * @property {() => void} chooseFile opens the browser's file dialog
 * @property {() => void} cameraApp opens the phone's own camera app
 */

export {};
