import { submit } from 'face-preflight/client';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { SelfiePicker } from './SelfiePicker.jsx';

/** Your own server's token tells the backend who the person is. */
async function token() {
  return (await fetch('/token', { method: 'POST' })).text();
}

function App() {
  const [photo, setPhoto] = useState(null);
  const [answer, setAnswer] = useState(null);
  const [sending, setSending] = useState(false);

  async function send() {
    setSending(true);
    // The backend decides everything else and signs. Check `answer.receipt` on your own server.
    setAnswer(await submit(photo, { policy: 'signup', token }));
    setSending(false);
  }

  return (
    <main>
      <h1>Your photo</h1>
      <SelfiePicker onReady={setPhoto} />
      <button type="button" disabled={!photo || sending} onClick={send}>
        Send {photo ? `${photo.jpeg.length} bytes` : ''}
      </button>
      {answer && <output>{answer.passed ? 'Thank you.' : answer.advice}</output>}
    </main>
  );
}

createRoot(document.getElementById('root')).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
