import { contract } from 'face-preflight/contract';
import { Selfie } from './selfie.jsx';

/** Rendered on the server: the contract is plain data and needs no wasm. */
export default function Page() {
  const { minWidthPx, minHeightPx } = contract.picture;
  return (
    <main>
      <h1>Your photo</h1>
      <p>
        It has to have at least {minWidthPx} × {minHeightPx} pixels.
      </p>
      <Selfie />
    </main>
  );
}
