// Photos dropped or pasted anywhere on the page.

/**
 * @param {(files: File[], at: Element | null) => void} onFiles the files and the element under the pointer
 */
export function acceptDrops(onFiles) {
  // Leaving a child fires before entering the next one, so the depth shows whether the page was left.
  let depth = 0;
  const mark = (/** @type {boolean} */ over) => document.body.classList.toggle('dragging', over);
  const carriesFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files') ?? false;

  document.addEventListener('dragenter', (event) => {
    if (!carriesFiles(event)) {
      return;
    }
    depth += 1;
    mark(true);
  });
  document.addEventListener('dragleave', (event) => {
    if (!carriesFiles(event)) {
      return;
    }
    depth = Math.max(0, depth - 1);
    mark(depth > 0);
  });
  document.addEventListener('dragover', (event) => {
    if (carriesFiles(event)) {
      event.preventDefault();
    }
  });
  document.addEventListener('drop', (event) => {
    depth = 0;
    mark(false);
    if (!carriesFiles(event)) {
      return;
    }
    event.preventDefault();
    hand(event.dataTransfer?.files, event.target);
  });
  document.addEventListener('paste', (event) => {
    if (event.clipboardData?.files.length) {
      hand(event.clipboardData.files, null);
    }
  });

  /** @param {FileList | undefined} files @param {EventTarget | null} at */
  function hand(files, at) {
    if (files?.length) {
      onFiles([...files], at instanceof Element ? at : null);
    }
  }
}
