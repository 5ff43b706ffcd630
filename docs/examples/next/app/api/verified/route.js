import { ReceiptError, verifyReceipt } from 'face-preflight/server';
import { signedInUser } from '../../../server/session.js';

/** The receipts that came; in production a table with a unique index. */
const receipts = new Set();
const seen = (id) => receipts.has(id) || !receipts.add(id);

/** What the browser says of a verdict is nothing that one could trust; the receipt is. */
export async function POST(request) {
  const userId = await signedInUser();
  if (!userId) {
    return new Response(null, { status: 401 });
  }
  try {
    const how = { secret: process.env.FACE_RECEIPT_SECRET, policy: 'signup', userId, seen };
    const { passed } = await verifyReceipt(await request.text(), how);
    return Response.json({ verified: passed });
  } catch (error) {
    if (!(error instanceof ReceiptError)) {
      throw error;
    }
    return Response.json({ verified: false, code: error.code }, { status: 400 });
  }
}
