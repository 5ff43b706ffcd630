// ncc and webpack for Node.
import { nodeBundles } from '../help/node-bundles.js';

nodeBundles('heavy');
