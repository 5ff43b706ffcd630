'use client';

import { FaceCapture } from 'face-preflight/react';
import { useState } from 'react';

/** The token for this one verification. */
async function token() {
  const answer = await fetch('/api/token', { method: 'POST' });
  return answer.ok ? answer.text() : null;
}

/** Takes the photo, checks it in the browser and sends the small picture only. */
export function Selfie() {
  const [words, setWords] = useState('');

  async function settle({ detail: { answer } }) {
    if (answer.passed) {
      const { verified } = await (await fetch('/api/verified', { method: 'POST', body: answer.receipt })).json();
      setWords(verified ? 'Thank you, you are verified.' : 'The server does not agree.');
    }
  }

  return (
    <section>
      <FaceCapture policy="signup" endpoint="/api/verify" token={token} onVerdict={settle} />
      <output>{words}</output>
    </section>
  );
}
