// webpack, Rollup and Parcel, without configuration: built, loaded in Chromium, one photo compared with the golden table.
import { after } from 'node:test';
import { launchChromium } from '../../support/chromium.js';
import { bundlers } from '../help/bundlers.js';

const engine = await launchChromium();
after(() => engine.close());

bundlers('heavy', engine);
