// The demo's part of an integrator's server: before it goes on with a person it verifies the verdict's receipt.

import { BodyRefused, readUpTo } from '../../pkg/server/http/body.js';
import { ReceiptError, verifyReceipt } from '../../pkg/server.js';

export const RECEIPT_PATH = '/demo/receipt';

const MOST_BYTES = 8_192;

/**
 * @param {{ secret: string, userId: string }} expected of every receipt
 * @returns {(request: Request) => Promise<Response | undefined>} nothing for another route
 */
export function receiptRoute({ secret, userId }) {
  /** Expiry by id, so that a receipt counts once. @type {Map<string, number>} */
  const seen = new Map();
  /** @param {string} id @param {number} expiresAtMs */
  const wasSeen = (id, expiresAtMs) => {
    for (const [old, endMs] of seen) {
      if (endMs < Date.now()) {
        seen.delete(old);
      }
    }
    return seen.size === seen.set(id, expiresAtMs).size;
  };
  return async (request) => {
    if (request.method !== 'POST' || new URL(request.url).pathname !== RECEIPT_PATH) {
      return undefined;
    }
    try {
      const receipt = new TextDecoder().decode(await readUpTo(request.body, MOST_BYTES));
      const { policy, passed } = await verifyReceipt(receipt, { secret, userId, seen: wasSeen });
      return Response.json({ policy, passed });
    } catch (error) {
      if (error instanceof ReceiptError) {
        return Response.json({ code: error.code }, { status: 403 });
      }
      if (error instanceof BodyRefused) {
        return Response.json({ code: 'invalid' }, { status: 413 });
      }
      throw error;
    }
  };
}
