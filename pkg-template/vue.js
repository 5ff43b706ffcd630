// `<face-capture>` as a component of Vue 3, and a composable for pages that draw their own steps.

import { defineComponent, h, onBeforeUnmount, onMounted, shallowRef, toValue, watch } from 'vue';
import './capture.js';
import { EVENT_NAMES } from './capture/events.js';
import { HeadlessCapture } from './capture/wrapper/headless.js';
import { attributesOf, LISTS, OBJECTS, objectsOf, SWITCHES, TEXTS } from './capture/wrapper/properties.js';

/** @import { FaceCapture as Element } from './capture/element.js' */
/** @import { FaceCaptureEventMap } from './capture/types.js' */
/** @import { CaptureActions, CaptureSnapshot, EventName, WrapperProperties } from './capture/wrapper/types.js' */
/** @import { DefineComponent, MaybeRefOrGetter, ShallowRef } from 'vue' */

/** @typedef {{ [Name in EventName]: (event: FaceCaptureEventMap[`face-capture:${Name}`]) => void }} FaceCaptureEmits */

/** @param {readonly string[]} names @param {object} definition */
const each = (names, definition) => Object.fromEntries(names.map((name) => [name, definition]));

// A token or a pair of weights is handed on as it is; `null` checks nothing.
const PROPS = {
  ...each(TEXTS, { type: String }),
  ...each(Object.keys(SWITCHES), { type: Boolean }),
  ...each(LISTS, { type: Array }),
  ...each(OBJECTS, { type: null }),
};

/**
 * The element as a component: each of its properties is a prop, each of its events is emitted under its last name
 * (`@photo` for `face-capture:photo`). A template ref gives `element`. The default slot goes to the element's slots.
 */
export const FaceCapture =
  /** @type {DefineComponent<WrapperProperties, { element: ShallowRef<Element | null> }, {}, {}, {}, {}, {}, FaceCaptureEmits>} */ (
    /** @type {unknown} */ (
      defineComponent({
        name: 'FaceCapture',
        props: PROPS,
        emits: [...EVENT_NAMES],
        setup(props, { emit, expose, slots }) {
          const element = shallowRef(null);
          expose({ element });
          const handlers = Object.fromEntries(
            EVENT_NAMES.map((name) => [`on:face-capture:${name}`, (/** @type {Event} */ event) => emit(name, event)]),
          );
          return () => {
            const given = /** @type {WrapperProperties} */ (props);
            return h(
              'face-capture',
              { ref: element, ...handlers, ...asAttributes(given), ...asProperties(given) },
              slots['default']?.(),
            );
          };
        },
      })
    )
  );

/** `^` and `.` say what Vue would otherwise guess by the element's own names. @param {WrapperProperties} properties */
function asAttributes(properties) {
  const attributes = Object.entries(attributesOf(properties));
  return Object.fromEntries(attributes.map(([name, value]) => [`^${name}`, value === true ? '' : (value ?? null)]));
}

/** @param {WrapperProperties} properties */
function asProperties(properties) {
  const given = Object.entries(objectsOf(properties)).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [`.${name}`, value]));
}

/**
 * Camera, guidance and checks for a page that draws its own steps: what is known, and what can be done. The camera's
 * dialog is the element's. Send the photo with `submit` of `face-preflight/client`.
 * @param {MaybeRefOrGetter<WrapperProperties>} [properties]
 * @returns {{ snapshot: Readonly<ShallowRef<CaptureSnapshot>> } & CaptureActions}
 */
export function useFaceCapture(properties = {}) {
  const capture = new HeadlessCapture();
  const snapshot = shallowRef(capture.snapshot());
  capture.subscribe(() => {
    snapshot.value = capture.snapshot();
  });
  watch(
    () => toValue(properties),
    (now) => capture.configure(now),
    { immediate: true, deep: 1 },
  );
  /** @type {(() => void) | undefined} */
  let unmount;
  onMounted(() => {
    unmount = capture.mount();
  });
  onBeforeUnmount(() => unmount?.());
  return { snapshot, ...capture.actions };
}
