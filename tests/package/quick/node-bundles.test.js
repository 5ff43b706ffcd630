// esbuild for Node, as an ES module and as CommonJS.
import { nodeBundles } from '../help/node-bundles.js';

nodeBundles('quick');
