// The module worker that does the work of a page.
import { createInstances } from './lib/instance.js';
import { extentOf, loadLandmarks, loadModule, loadWeights } from './lib/load-browser.js';
import { serve } from './lib/worker-server.js';

serve(/** @type {any} */ (self), createInstances(loadModule, loadWeights, loadLandmarks, extentOf));
