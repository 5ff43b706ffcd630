// One try: the request goes out, and its answer comes back as text.

/**
 * @typedef {object} Message
 * @property {string} url
 * @property {Record<string, string>} headers
 * @property {string} body
 */
/** @typedef {{ status: number, retryAfter: string | null, text: string }} Reply */
/**
 * @typedef {(message: Message, signal: AbortSignal, onUpload: (fraction: number) => void) => Promise<Reply>} Send
 *   rejects where no answer came
 */

/**
 * By XMLHttpRequest where there is one, which alone tells how much has been uploaded.
 *
 * @param {typeof fetch | undefined} own
 * @returns {Send}
 */
export function sender(own) {
  if (own) {
    return byFetch(own);
  }
  return typeof XMLHttpRequest === 'function' ? byXhr : byFetch((input, init) => fetch(input, init));
}

/**
 * @param {typeof fetch} send
 * @returns {Send}
 */
function byFetch(send) {
  return async ({ url, headers, body }, signal, onUpload) => {
    const answering = send(url, { method: 'POST', headers, body, signal });
    // How far it is cannot be known: from here on it is the platform's.
    onUpload(1);
    const response = await answering;
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      text: await response.text(),
    };
  };
}

/** @type {Send} */
function byXhr({ url, headers, body }, signal, onUpload) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const failed = () => reject(new TypeError('no answer came'));
    request.open('POST', url);
    for (const [name, value] of Object.entries(headers)) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => lengthComputable && onUpload(loaded / total);
    request.upload.onload = () => onUpload(1);
    request.onload = () => {
      // Asking for one header that another origin does not expose would complain in the console.
      const [, retryAfter = null] = /^retry-after:\s*(.*)$/im.exec(request.getAllResponseHeaders()) ?? [];
      resolve({ status: request.status, retryAfter, text: request.responseText });
    };
    request.onerror = failed;
    request.onabort = failed;
    request.onloadend = () => signal.removeEventListener('abort', stop);
    signal.addEventListener('abort', stop, { once: true });
    request.send(body);
  });
}
