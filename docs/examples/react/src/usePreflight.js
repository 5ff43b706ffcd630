import { explain, preflight } from 'face-preflight';
import { useEffect, useState } from 'react';

const NOTHING = { photo: null, trouble: null, fraction: null };

/**
 * Judges a file; a new file ends the work on the one before.
 *
 * @param {File | null} file
 * @returns what came of it, what to tell the person where it could not be judged, and how far it is
 */
export function usePreflight(file) {
  const [state, setState] = useState(NOTHING);
  useEffect(() => {
    setState(NOTHING);
    if (!file) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const onProgress = ({ fraction }) => signal.aborted || setState({ ...NOTHING, fraction });
    preflight(file, {}, { signal, onProgress, face: true }).then(
      (photo) => signal.aborted || setState({ ...NOTHING, photo }),
      (error) => signal.aborted || setState({ ...NOTHING, trouble: explain(error.code).forPerson }),
    );
    return () => controller.abort();
  }, [file]);
  return state;
}
