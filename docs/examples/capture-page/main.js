// The element takes, checks and sends the photo. The page says who the person is, and goes on once the photo passed.
import './node_modules/face-preflight/capture.js';

const capture = document.querySelector('face-capture');
const output = document.querySelector('output');

if (capture && output) {
  // Your own server's token tells the backend who the person is.
  capture.token = async () => (await fetch('/token', { method: 'POST' })).text();
  capture.addEventListener('face-capture:verdict', ({ detail: { answer } }) => {
    // Check `answer.receipt` on your own server.
    output.value = answer.passed ? 'Thank you.' : '';
  });
}
