// A reporter for Node's test runner: the files in which a test failed, one a line.

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* failedFiles(events) {
  const files = new Set();
  for await (const { type, data } of events) {
    if (type === 'test:fail') {
      // A file that ends early has no test of its own: the runner reports the file, by its name.
      files.add(data.file ?? data.name);
    }
  }
  for (const file of files) {
    yield `${file}\n`;
  }
}
