// Newer Nodes, Deno and Bun: the whole golden tables through both entries.
import { furtherRuntimes, runtimes } from '../help/runtimes.js';

runtimes('heavy', furtherRuntimes());
