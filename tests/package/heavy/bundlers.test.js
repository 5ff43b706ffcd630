// webpack, Rollup and Parcel, without configuration: built, loaded in Chromium, the photos compared with the golden
// tables.
import { after } from 'node:test';
import { launchChromium } from '../../support/chromium.js';
import { bundlers } from '../help/bundlers.js';

const engine = await launchChromium();
after(() => engine.close());

bundlers('heavy', engine);
