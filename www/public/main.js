// The page: from its parts to a flow of three steps.

import { announce } from './announce.js';
import { loadConfig } from './api.js';
import { acceptDrops } from './drop.js';
import { Flow } from './flow.js';
import { keepForOffline, watchConnection } from './offline.js';
import { choosing, defaultSettings } from './settings.js';
import { CameraDialog } from './view/camera-dialog.js';
import { modesView } from './view/modes.js';
import { payloadView } from './view/payload.js';
import { reportView } from './view/report.js';
import { settingsView } from './view/settings.js';
import { SlotView } from './view/slot.js';
import { stepsView } from './view/steps.js';
import { verdictView } from './view/verdict.js';

/** @import { Change } from './flow.js' */
/** @import { Side } from './texts.js' */

const flow = new Flow(defaultSettings(), follow);
const camera = new CameraDialog({
  preset: () => flow.settings.strictness,
  onPicture: (side, original) => flow.examine(side, original),
  onChoose: (side) => slots[side].choose(),
});
const openCamera = (/** @type {Side} */ side) => camera.open(side);
const slots = {
  source: new SlotView(flow, 'source', openCamera),
  target: new SlotView(flow, 'target', openCamera),
};
const views = {
  steps: stepsView(flow),
  modes: modesView(flow),
  settings: settingsView(flow),
  report: reportView(flow),
  payload: payloadView(flow),
  verdict: verdictView(flow),
};

/** @param {Change} change */
function follow(change) {
  switch (change.part) {
    case 'step':
      views.steps.show();
      break;
    case 'slot':
      slots[change.side].update();
      if (flow.complete) {
        views.report.update();
        views.payload.update();
      }
      views.steps.mark();
      break;
    case 'settings':
      for (const side of /** @type {Side[]} */ (['source', 'target'])) {
        slots[side].update();
      }
      views.modes.update();
      views.settings.update();
      if (flow.complete) {
        views.report.refresh();
        views.payload.update();
      }
      views.steps.mark();
      break;
    default:
      views.verdict.update();
      views.steps.mark();
  }
}

acceptDrops((files, at) => {
  const photos = files.filter((file) => file.type === '' || file.type.startsWith('image/'));
  const [first, second] = photos.length > 0 ? photos : files;
  const under = /** @type {Side | undefined} */ (at?.closest('.slot')?.id.replace('slot-', ''));
  const side = under ?? flow.sides.find((free) => flow.slots[free].state === 'empty') ?? 'source';
  if (first) {
    void flow.examine(side, { file: first });
  }
  const other = side === 'source' ? 'target' : 'source';
  if (second && flow.sides.includes(other)) {
    void flow.examine(other, { file: second });
  }
});

async function greetService() {
  try {
    const { policies, live, region, token, receiptUrl } = await loadConfig();
    const [policy] = policies;
    flow.change({
      policies,
      ...(token !== undefined && { token }),
      ...(receiptUrl !== undefined && { receiptUrl }),
      billedIn: live ? region : null,
      ...(policy && choosing(policy)),
    });
  } catch {
    announce('The service cannot be reached. Photos can be checked, not sent.');
  }
}

follow({ part: 'settings' });
watchConnection(() => {
  if (flow.settings.policy) {
    flow.online();
  } else {
    void greetService();
  }
});
void greetService();
void keepForOffline();
