// The Node that runs the tests: the whole golden tables through both entries.
import { NODE_HERE, runtimes } from '../help/runtimes.js';

runtimes('quick', [NODE_HERE]);
