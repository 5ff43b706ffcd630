// Colours and measures. Each is a custom property that the page can set; what it does not set follows light and dark.

export const theme = `
:host {
  display: block;
  color-scheme: light dark;
  container-type: inline-size;
}
:host([hidden]) { display: none; }

.root, .camera {
  --accent: var(--face-capture-accent, #0f5c4d);
  --on-accent: var(--face-capture-on-accent, #fff);
  --surface: var(--face-capture-surface, #fff);
  --sunken: var(--face-capture-sunken, #f1f0ec);
  --ink: var(--face-capture-text, #17191c);
  --muted: var(--face-capture-muted, #565b63);
  --line: var(--face-capture-line, #dedbd3);
  --edge: var(--face-capture-edge, #83827c);
  --pass: var(--face-capture-pass, #0f5c4d);
  --pass-soft: var(--face-capture-pass-soft, #e0eeea);
  --warn: var(--face-capture-warn, #7a4a00);
  --warn-soft: var(--face-capture-warn-soft, #fbeed6);
  --fail: var(--face-capture-fail, #a8231b);
  --fail-soft: var(--face-capture-fail-soft, #fbe6e3);
  --radius: var(--face-capture-radius, 1.25rem);
  --button-radius: var(--face-capture-button-radius, 99px);
  --font: var(--face-capture-font, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif);
}
@media (prefers-color-scheme: dark) {
  .root {
    --accent: var(--face-capture-accent, #74d5bc);
    --on-accent: var(--face-capture-on-accent, #05241c);
    --surface: var(--face-capture-surface, #191c1f);
    --sunken: var(--face-capture-sunken, #25292d);
    --ink: var(--face-capture-text, #f1f2f3);
    --muted: var(--face-capture-muted, #acb2ba);
    --line: var(--face-capture-line, #30353a);
    --edge: var(--face-capture-edge, #7d848c);
    --pass: var(--face-capture-pass, #74d5bc);
    --pass-soft: var(--face-capture-pass-soft, #17322b);
    --warn: var(--face-capture-warn, #f3bd6b);
    --warn-soft: var(--face-capture-warn-soft, #35290f);
    --fail: var(--face-capture-fail, #ff9d92);
    --fail-soft: var(--face-capture-fail-soft, #3d1c19);
  }
}
@media (prefers-contrast: more) {
  .root, .camera {
    --muted: var(--ink);
    --line: var(--ink);
    --edge: var(--ink);
  }
}
`;
