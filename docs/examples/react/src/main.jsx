import { FaceCapture } from 'face-preflight/react';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

/** Your own server's token tells the backend who the person is. */
async function token() {
  return (await fetch('/token', { method: 'POST' })).text();
}

function App() {
  const [answer, setAnswer] = useState(null);
  return (
    <main>
      <h1>Your photo</h1>
      {/* The backend decides everything else and signs. Check `answer.receipt` on your own server. */}
      <FaceCapture
        policy="signup"
        endpoint="/api/verify"
        token={token}
        onVerdict={({ detail }) => setAnswer(detail.answer)}
      />
      {answer?.passed && <output>Thank you.</output>}
    </main>
  );
}

createRoot(document.getElementById('root')).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
