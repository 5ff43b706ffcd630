import { env } from '$env/dynamic/private';
import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Who is signed in: put your own session here. The cookie holds the user's id and its HMAC-SHA256 in hexadecimal.
 */
export function signedInUser(cookies) {
  const [userId = '', given = ''] = (cookies.get('user') ?? '').split('.');
  const expected = createHmac('sha256', env.SESSION_SECRET).update(userId).digest();
  const signature = Buffer.from(given, 'hex');
  return signature.length === expected.length && timingSafeEqual(signature, expected) ? userId : undefined;
}
