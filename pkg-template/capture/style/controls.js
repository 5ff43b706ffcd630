// Buttons, badges and bars.

export const controls = `
.button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: min(0.55rem, 2.5cqi);
  min-height: max(44px, 2.875rem);
  padding: 0.5rem clamp(0.5rem, 5cqi, 1.35rem);
  border: 1px solid var(--edge);
  border-radius: var(--button-radius);
  background: var(--surface);
  color: var(--ink);
  font: inherit;
  font-weight: 550;
  cursor: pointer;
}
.button:hover { border-color: var(--ink); }
.button.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
.button.primary:hover { box-shadow: inset 0 0 0 99px rgb(0 0 0 / 12%); }
.button.quiet { border-color: transparent; background: none; }
.button.quiet:hover { background: var(--sunken); }
.button:disabled, .tool:disabled { border-color: var(--line); background: var(--sunken); color: var(--muted); box-shadow: none; cursor: not-allowed; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }

.tool {
  display: inline-grid;
  place-items: center;
  width: min(2.875rem, 20vw);
  height: min(2.875rem, 20vw);
  min-width: 44px;
  min-height: 44px;
  padding: 0;
  border: 1px solid var(--line);
  border-radius: 50%;
  background: var(--surface);
  color: var(--ink);
  cursor: pointer;
}
.tool:hover { border-color: var(--ink); }

.icon {
  flex: none;
  width: clamp(1rem, 7cqi, 1.35rem);
  height: clamp(1rem, 7cqi, 1.35rem);
  fill: none;
  stroke: currentColor;
  stroke-width: 1.8;
  stroke-linecap: round;
  stroke-linejoin: round;
}
.badge { width: clamp(1rem, 11cqi, 1.9rem); height: clamp(1rem, 11cqi, 1.9rem); padding: min(0.3rem, 2cqi); border-radius: 50%; stroke-width: 2.4; }
.badge.pass { background: var(--pass-soft); color: var(--pass); }
.badge.warn { background: var(--warn-soft); color: var(--warn); }
.badge.fail { background: var(--fail-soft); color: var(--fail); }
.badge.large { width: 4.5rem; height: 4.5rem; padding: 1rem; }

progress { width: 100%; height: 0.5rem; border: 0; border-radius: 99px; overflow: hidden; background: var(--sunken); appearance: none; }
progress::-webkit-progress-bar { background: var(--sunken); }
progress::-webkit-progress-value { background: var(--accent); border-radius: 99px; transition: width 0.2s; }
progress::-moz-progress-bar { background: var(--accent); border-radius: 99px; }
progress:indeterminate { background: linear-gradient(90deg, var(--sunken), var(--accent), var(--sunken)) 0 / 200% 100%; animation: run 1.6s linear infinite; }
progress:indeterminate::-webkit-progress-bar { background: none; }
progress:indeterminate::-moz-progress-bar { background: none; }
@keyframes run { from { background-position: 100% 0; } to { background-position: -100% 0; } }
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; }
  progress:indeterminate { background: var(--accent); }
}
`;
