'use client';

import { explain, preflight } from 'face-preflight';
import { submit } from 'face-preflight/client';
import { useEffect, useState } from 'react';

/** The token for this one verification. */
async function token() {
  const answer = await fetch('/api/token', { method: 'POST' });
  return answer.ok ? answer.text() : null;
}

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
    preflight(file, {}, { signal: controller.signal, face: true }).then(
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
    const answer = await submit(photo, { policy: 'signup', token });
    if (!answer.passed) {
      setWords([answer.advice]);
      return;
    }
    const { verified } = await (await fetch('/api/verified', { method: 'POST', body: answer.receipt })).json();
    setWords([verified ? 'Thank you, you are verified.' : 'The server does not agree.']);
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
