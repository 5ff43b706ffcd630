// The camera's dialog. White in the dark as well: it lights the face. Comments inside of the style sheet would be sent.

// In little light all around the oval is white, and lights the face: on a phone there is no room around the dialog.
// On a phone on its side the picture takes the height, and what is said stands beside it.
export const camera = `
.camera {
  color-scheme: light;
  width: min(30rem, 100vw);
  max-width: none;
  max-height: 100dvh;
  padding: 1rem 1.25rem 1.25rem;
  border: 0;
  border-radius: var(--radius);
  background: var(--surface);
  color: var(--ink);
  font: 1rem/1.5 var(--font);
  text-align: center;
}
.camera::backdrop { background: rgb(10 12 14 / 72%); }
.camera[data-light="on"] { --surface: #fff; --sunken: #f1f0ec; --ink: #17191c; --muted: var(--ink); --line: var(--ink); }
.camera[data-light="on"]::backdrop { background: #fff; }
.camera-head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; }
.camera-title { font-size: 1.125rem; font-weight: 600; }
.camera-title:focus { outline: none; }

.camera-view {
  position: relative;
  container-type: size;
  width: min(100%, calc((100dvh - 21rem) * var(--shape, 0.75)));
  min-width: 9rem;
  aspect-ratio: var(--shape, 0.75);
  margin: 0.5rem auto 0;
  border-radius: calc(var(--radius) * 0.8);
  overflow: hidden;
  background: #1b1e21;
}
.camera[data-state="problem"] .camera-view { display: none; }
.camera-view video { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; }
.camera-view[data-turn="1"] video, .camera-view[data-turn="3"] video {
  inset: auto; top: 50%; left: 50%; width: 100cqh; height: 100cqw; transform: translate(-50%, -50%) rotate(90deg);
}
.camera-view[data-turn="3"] video { transform: translate(-50%, -50%) rotate(270deg); }
.camera-view[data-turn="2"] video { transform: rotate(180deg); }
.camera.mirrored .camera-view { transform: scaleX(-1); }
.oval { position: absolute; inset: 0; width: 100%; height: 100%; }
.oval-shade { fill: rgb(12 14 16 / 52%); }
.oval-line { fill: none; stroke: #fff; stroke-width: 3; stroke-dasharray: 1.6 1.4; }
.camera[data-hint="good"] .oval-line { stroke: #7ff0d2; stroke-width: 6; stroke-dasharray: none; }
.camera[data-light="on"] .oval-shade { fill: rgb(255 255 255 / 90%); }
.camera[data-light="on"] .oval-line { stroke: #17191c; }
.camera[data-light="on"][data-hint="good"] .oval-line { stroke: #0f5c4d; }
.camera:not([data-state="live"], [data-state="taking"]) .oval-shade { fill: none; }
.camera[data-state="taking"] .camera-view { opacity: 0.75; }

.camera-message { display: grid; align-content: center; min-height: 3.75rem; margin-top: 0.5rem; }
.hint { font-size: 1.1875rem; font-weight: 600; line-height: 1.35; text-wrap: balance; }
.camera .actions { justify-content: center; margin-top: 0.75rem; }
.camera-bar { display: grid; grid-template-columns: 1fr auto 1fr; align-items: center; gap: min(1rem, 3vw); margin-top: 0.5rem; }
.bar-side { display: flex; flex-wrap: wrap; justify-content: center; gap: 0.35rem; }
.shutter { width: max(44px, min(4.5rem, 24vw)); height: max(44px, min(4.5rem, 24vw)); padding: 0; border: 4px solid var(--accent); border-radius: 50%; background: radial-gradient(circle, var(--accent) 58%, transparent 60%); cursor: pointer; }
.shutter:hover { background: radial-gradient(circle, var(--accent) 62%, transparent 64%); }
.automatic { display: flex; align-items: center; justify-content: center; gap: 0.6rem; min-height: max(44px, 2.75rem); margin-top: 0.5rem; color: var(--muted); }
.automatic input { flex: none; width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--accent); }
.menu { max-width: 100%; min-height: max(44px, 2.75rem); padding: 0.25rem 0.75rem; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--surface); color: var(--ink); font: inherit; text-overflow: ellipsis; }

@media (max-width: 30rem) {
  .camera { height: 100dvh; border-radius: 0; padding: 0.75rem 1rem 1rem; }
  .camera .actions > .button { flex: 1 1 100%; }
}
@media (max-height: 34rem) and (min-aspect-ratio: 1) {
  .camera[open] { display: grid; grid-template: auto auto 1fr / auto minmax(0, 1fr); column-gap: 1.5rem; width: min(44rem, 100vw); height: auto; padding-block: 0.75rem; }
  .camera-head, .camera-message, .camera-controls { grid-column: 2; margin-top: 0; }
  .camera-view { grid-column: 1; grid-row: 1 / -1; align-self: center; width: auto; height: calc(100dvh - 2.5rem); margin: 0; }
}
`;
