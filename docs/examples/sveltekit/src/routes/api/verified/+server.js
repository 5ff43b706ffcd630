import { env } from '$env/dynamic/private';
import { error, json } from '@sveltejs/kit';
import { ReceiptError, verifyReceipt } from 'face-preflight/server';
import { signedInUser } from '$lib/server/session.js';

/** The receipts that came; in production a table with a unique index. */
const receipts = new Set();
const seen = (id) => receipts.has(id) || !receipts.add(id);

/** What the browser says of a verdict is nothing that one could trust; the receipt is. */
export async function POST({ request, cookies }) {
  const userId = signedInUser(cookies) ?? error(401);
  try {
    const how = { secret: env.FACE_RECEIPT_SECRET, policy: 'signup', userId, seen };
    const { passed } = await verifyReceipt(await request.text(), how);
    return json({ verified: passed });
  } catch (fault) {
    if (!(fault instanceof ReceiptError)) {
      throw fault;
    }
    return json({ verified: false, code: fault.code }, { status: 400 });
  }
}
