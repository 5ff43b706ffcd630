// Where things stand: one column in little room, two where there is more. Large text has its room from the gaps: each is a
// share of the element's width at most (cqi), so that words stay whole.

// Lines are higher where marks stand above and below the letters, and where letters join. Korean has spaces between its
// words. Left is left in every language.
export const layout = `
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, p, ul { margin: 0; padding: 0; }
ul { list-style: none; }

.root {
  font: 1rem/1.5 var(--font);
  color: var(--ink);
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: var(--radius);
  overflow-wrap: anywhere;
}
.root[data-state="idle"] { border: 0; background: none; }
.step { padding: min(max(1rem, 5cqi), 2rem, 6cqi); }
.step:empty { display: none; }
.step > * + *, slot > * + * { margin-top: 1rem; }
slot > .lead { margin-top: 0.4rem; }

.title {
  font-size: clamp(1.25rem, 1.05rem + 1.6cqi, 1.75rem);
  font-weight: 650;
  line-height: 1.2;
  letter-spacing: -0.015em;
  text-wrap: balance;
}
.root:is([lang='ar'], [lang='ta'], [lang='th'], [lang='vi']) .title { line-height: 1.35; letter-spacing: normal; }
.root[lang='ko'] { word-break: keep-all; }
.title:focus { outline: none; }
.lead { color: var(--muted); text-wrap: pretty; }
.fine { color: var(--muted); font-size: 0.875rem; }

.tips { display: grid; gap: 0.65rem; }
.tips li { display: flex; align-items: center; gap: min(0.75rem, 3cqi); }
.tips .tip-icon { width: min(2.25rem, 13cqi); height: min(2.25rem, 13cqi); padding: min(0.45rem, 2.5cqi); border-radius: 50%; background: var(--sunken); color: var(--accent); }

.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; }
.step > .actions, slot > .actions { margin-top: 1.5rem; }

.stage { color: var(--muted); }
.thumbnail { display: block; max-width: 100%; border-radius: calc(var(--radius) * 0.6); background: var(--sunken); }
.thumbnail.working { max-height: 12rem; opacity: 0.8; }
.thumbnail.small { width: 6rem; height: 8rem; object-fit: cover; }

.done { display: flex; flex-wrap: wrap; align-items: center; gap: 1.25rem; }
.done-words { flex: 1 1 12rem; display: grid; gap: 1rem; }
.done-title, .review-title { display: flex; align-items: center; gap: min(0.75rem, 3cqi); }

.problem { display: flex; align-items: flex-start; gap: min(0.9rem, 3cqi); text-align: start; }
.problem-words { display: grid; gap: 0.35rem; min-width: 0; }

.verdict { display: grid; justify-items: center; gap: 0.75rem; padding-block: 1rem; text-align: center; }
.verdict + .actions { justify-content: center; }

.review { display: grid; gap: 1.25rem; }
.review-picture { display: grid; gap: 0.75rem; justify-items: center; }
.review-words { display: grid; gap: 0.9rem; align-content: start; min-width: 0; }
.review-words .actions { margin-top: 0.5rem; }
.picture { display: block; max-width: 100%; max-height: min(26rem, 60vh); border-radius: calc(var(--radius) * 0.7); background: var(--sunken); }
.tools { display: flex; flex-wrap: wrap; justify-content: center; gap: 0.5rem; direction: ltr; }
.advice { display: grid; gap: 0.6rem; }
.advice li { display: flex; gap: min(0.7rem, 3cqi); padding: 0.75rem min(0.9rem, 4cqi); border-radius: 0.9rem; }
.advice .warn { background: var(--warn-soft); }
.advice .fail { background: var(--fail-soft); }
.advice .warn .mark { color: var(--warn); }
.advice .fail .mark { color: var(--fail); }
.mark { margin-top: 0.12rem; }
@container (min-width: 34rem) {
  .review { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 2rem; align-items: start; }
}
@container (max-width: 24rem) {
  .actions > .button { flex: 1 1 100%; }
}

.crop-frame { display: block; width: min(100%, 20rem); height: auto; margin-inline: auto; border-radius: calc(var(--radius) * 0.7); background: var(--sunken); cursor: move; touch-action: none; }
.zoom-label { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; max-width: 20rem; margin-inline: auto; color: var(--muted); }
.zoom { flex: 1 1 10rem; min-height: max(44px, 2.75rem); accent-color: var(--accent); }

.visually-hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
