'use client';

import { explain, preflight } from 'face-preflight';
import { useEffect, useState } from 'react';

/** Judges the photo in the browser and sends the small picture only. */
export function SelfiePicker() {
  const [file, setFile] = useState(null);
  const [photo, setPhoto] = useState(null);
  const [words, setWords] = useState([]);

  useEffect(() => {
    setPhoto(null);
    setWords([]);
    if (!file) {
      return undefined;
    }
    const controller = new AbortController();
    preflight(file, {}, { signal: controller.signal }).then(
      (judged) => {
        if (controller.signal.aborted) {
          return;
        }
        const bad = judged.report.checks.filter(({ status }) => status === 'fail' || status === 'warn');
        setWords(bad.map(({ advice }) => advice));
        setPhoto(judged.ok ? judged : null);
      },
      (error) => controller.signal.aborted || setWords([explain(error.code).forPerson]),
    );
    return () => controller.abort();
  }, [file]);

  async function send() {
    const answer = await fetch('/api/check', { method: 'POST', body: photo.blob() });
    const { ok, width, height } = await answer.json();
    setWords([ok ? `The server agrees: ${width} × ${height}.` : 'The server does not agree.']);
  }

  return (
    <section>
      <label>
        A photo of your face{' '}
        <input
          type="file"
          accept="image/*"
          capture="user"
          onChange={(event) => setFile(event.target.files[0] ?? null)}
        />
      </label>
      <ul aria-live="polite">
        {words.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <button type="button" disabled={!photo} onClick={send}>
        Send
      </button>
    </section>
  );
}
