// The element's style sheet.

import { camera } from './camera.js';
import { controls } from './controls.js';
import { layout } from './layout.js';
import { theme } from './theme.js';

export const css = theme + layout + controls + camera;
