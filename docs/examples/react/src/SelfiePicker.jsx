import { useEffect, useState } from 'react';
import { usePreflight } from './usePreflight.js';

/** Asks for a photo, says what is wrong with it, and hands it on when nothing is. */
export function SelfiePicker({ onReady }) {
  const [file, setFile] = useState(null);
  const { photo, trouble, fraction } = usePreflight(file);
  const url = useObjectUrl(photo);
  useEffect(() => onReady(photo?.ok ? photo : null), [photo, onReady]);

  const bad = photo?.report.checks.filter(({ status }) => status === 'fail' || status === 'warn') ?? [];
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
      {fraction !== null && <progress value={fraction} />}
      <ul aria-live="polite">
        {trouble && <li>{trouble}</li>}
        {bad.map(({ id, advice }) => (
          <li key={id}>{advice}</li>
        ))}
      </ul>
      {url && <img src={url} alt="Your selfie, ready to send" width="180" />}
    </section>
  );
}

function useObjectUrl(photo) {
  const [url, setUrl] = useState(null);
  useEffect(() => {
    if (!photo?.ok) {
      return setUrl(null);
    }
    const made = URL.createObjectURL(photo.blob());
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [photo]);
  return url;
}
