'use client';
// `<face-capture>` as a component of React 18 and 19, and a hook for pages that draw their own steps.

import {
  createElement,
  forwardRef,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import './capture.js';
import { EVENT_NAMES } from './capture/events.js';
import { HeadlessCapture, NOTHING_YET } from './capture/wrapper/headless.js';
import { attributesOf, objectsOf, PROPERTIES, setObjects } from './capture/wrapper/properties.js';

/** @import { FaceCapture as Element } from './capture/element.js' */
/** @import { FaceCaptureEventMap } from './capture/types.js' */
/** @import { CaptureActions, CaptureSnapshot, EventName, ObjectProperties, WrapperProperties } from './capture/wrapper/types.js' */
/** @import { HTMLAttributes, PropsWithChildren } from 'react' */

/** @typedef {{ [Name in EventName as `on${Capitalize<Name>}`]?: (event: FaceCaptureEventMap[`face-capture:${Name}`]) => void }} FaceCaptureHandlers */
/** @typedef {PropsWithChildren<Omit<HTMLAttributes<HTMLElement>, keyof FaceCaptureHandlers | keyof WrapperProperties> & WrapperProperties & FaceCaptureHandlers>} FaceCaptureProps */

/** @param {string} name @returns {keyof FaceCaptureHandlers} */
const handlerOf = (name) => /** @type {keyof FaceCaptureHandlers} */ (`on${name[0]?.toUpperCase()}${name.slice(1)}`);

/** Layout effects do not run on a server, and React 18 warns of them there. */
const useBrowserEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** What is neither the element's property nor a handler of its events. @param {FaceCaptureProps} props */
function otherProps({ className, ...props }) {
  const own = new Set([...PROPERTIES, ...EVENT_NAMES.map(handlerOf)]);
  const others = Object.entries(props).filter(([name]) => !own.has(name));
  // React 18 writes `className` of a custom element as it stands.
  return { ...Object.fromEntries(others), ...(className === undefined ? {} : { class: className }) };
}

/**
 * The element as a component: each of its properties is a prop, each of its events a handler (`onPhoto` for
 * `face-capture:photo`). A `ref` gives the element. Children go to its slots.
 */
export const FaceCapture = forwardRef(
  /** @param {FaceCaptureProps} props @param {import('react').ForwardedRef<Element>} ref */
  function FaceCapture(props, ref) {
    const element = useRef(/** @type {Element | null} */ (null));
    const latest = useRef(props);
    const set = useRef(/** @type {ObjectProperties} */ ({}));
    useImperativeHandle(ref, () => /** @type {Element} */ (element.current));
    useBrowserEffect(() => {
      latest.current = props;
      const objects = objectsOf(props);
      if (element.current) {
        setObjects(element.current, objects, set.current);
      }
      set.current = objects;
    });
    useBrowserEffect(() => {
      const controller = new AbortController();
      for (const name of EVENT_NAMES) {
        element.current?.addEventListener(
          `face-capture:${name}`,
          (event) => /** @type {(event: Event) => void} */ (latest.current[handlerOf(name)])?.(event),
          { signal: controller.signal },
        );
      }
      return () => controller.abort();
    }, []);
    return createElement('face-capture', { ...otherProps(props), ...attributesOf(props), ref: element });
  },
);

/**
 * Camera, guidance and checks for a page that draws its own steps: what is known, and what can be done. The camera's
 * dialog is the element's. Send the photo with `submit` of `face-preflight/client`.
 * @param {WrapperProperties} [properties]
 * @returns {CaptureSnapshot & CaptureActions}
 */
export function useFaceCapture(properties = {}) {
  const [capture] = useState(() => new HeadlessCapture());
  useBrowserEffect(() => capture.mount(), [capture]);
  useBrowserEffect(() => capture.configure(properties));
  const snapshot = useSyncExternalStore(capture.subscribe, capture.snapshot, () => NOTHING_YET);
  return { ...snapshot, ...capture.actions };
}
