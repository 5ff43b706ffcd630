import { createHmac, timingSafeEqual } from 'node:crypto';
import { cookies } from 'next/headers';

/** Who is signed in: put your own session here. The cookie holds the user's id and its HMAC-SHA256 in hexadecimal. */
export async function signedInUser() {
  const [userId = '', given = ''] = ((await cookies()).get('user')?.value ?? '').split('.');
  const expected = createHmac('sha256', process.env.SESSION_SECRET).update(userId).digest();
  const signature = Buffer.from(given, 'hex');
  return signature.length === expected.length && timingSafeEqual(signature, expected) ? userId : undefined;
}
