// What works on the thread of the caller, loaded only where no worker can be had.
import { inPlace } from './engine.js';
import { createInstances } from './instance.js';
import { extentOf, loadLandmarks, loadModule, loadWeights } from './load-browser.js';

export const engine = inPlace(createInstances(loadModule, loadWeights, loadLandmarks, extentOf));
