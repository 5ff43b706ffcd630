/** The look of the report: one column on a phone, light and dark as the machine is set. */
export const STYLE = `
:root { color-scheme: light dark; --back: #f6f7f8; --card: #fff; --text: #1b1f24; --faint: #5a636e; --line: #d5dae0;
  --good: #17693a; --warn: #7d5200; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --back: #14171a; --card: #1e2327; --text: #e7eaed; --faint: #a3adb8; --line: #3a424a;
    --good: #6fd39a; --warn: #f0c060; --bad: #ff9a8f; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.45 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .75rem; }
h2 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .25rem 0; }
ul { list-style: none; margin: 0; padding: 0; }
fieldset { border: 1px solid var(--line); border-radius: .5rem; margin: 0 0 1rem; padding: .5rem .75rem;
  display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
legend { padding: 0 .25rem; color: var(--faint); }
.photo { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 1rem; background: var(--card);
  border: 1px solid var(--line); border-left: .3rem solid var(--line); border-radius: .5rem; padding: .75rem;
  margin-bottom: .75rem; break-inside: avoid; }
.picture { width: 100%; height: 10rem; object-fit: contain; object-position: top; color: var(--faint);
  font-size: .875rem; }
svg rect { fill: none; stroke: #2fd15d; stroke-width: .5rem; }
.verdict { font-weight: 600; }
.way, footer { color: var(--faint); font-size: .875rem; }
.fit { border-left-color: var(--good); } .fit .verdict, .pass td:nth-of-type(1) { color: var(--good); }
.warns { border-left-color: var(--warn); } .warns .verdict, .warn td:nth-of-type(1) { color: var(--warn); }
.unfit, .error { border-left-color: var(--bad); }
.unfit .verdict, .error .verdict, .fail td:nth-of-type(1) { color: var(--bad); }
.advice li { padding-left: 1.1rem; text-indent: -1.1rem; }
.advice li.fail::before { content: "✕ "; color: var(--bad); }
.advice li.warn::before { content: "! "; color: var(--warn); }
summary { cursor: pointer; color: var(--faint); margin-top: .25rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; font-weight: normal; padding: .2rem .5rem .2rem 0; border-top: 1px solid var(--line);
  vertical-align: top; overflow-wrap: anywhere; }
thead th { color: var(--faint); border-top: 0; }
code { font: .85rem ui-monospace, monospace; }
body:has(#show-unfit:checked) .photo:not(.unfit), body:has(#show-error:checked) .photo:not(.error),
body:has(#show-warns:checked) .photo:not(.warns), body:has(#show-fit:checked) .photo:not(.fit) { display: none; }
@media (max-width: 30rem) {
  main { padding: .5rem; }
  .photo { grid-template-columns: minmax(0, 1fr); gap: .5rem; }
  .picture { height: auto; max-height: 12rem; }
  div.picture { display: none; }
  thead { display: none; }
  tr { display: grid; grid-template-columns: 1fr auto; border-top: 1px solid var(--line); padding: .25rem 0; }
  th, td { border: 0; padding: 0; }
  td:nth-of-type(1) { text-align: right; }
  td:nth-of-type(2)::before { content: "measured "; color: var(--faint); }
  td:nth-of-type(3)::before { content: "limit "; color: var(--faint); }
}
`;
