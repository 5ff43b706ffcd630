import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { SelfiePicker } from './SelfiePicker.jsx';

function App() {
  const [photo, setPhoto] = useState(null);
  return (
    <main>
      <h1>Your photo</h1>
      <SelfiePicker onReady={setPhoto} />
      <button type="submit" disabled={!photo}>
        Send {photo ? `${photo.jpeg.length} bytes` : ''}
      </button>
    </main>
  );
}

createRoot(document.getElementById('root')).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
