import { issueToken } from 'face-preflight/server';
import { signedInUser } from '../../../server/session.js';

/** Tells the backend who the user is: the browser carries it and cannot change it. */
export async function POST() {
  const userId = await signedInUser();
  if (!userId) {
    return new Response(null, { status: 401 });
  }
  return new Response(await issueToken({ userId, policy: 'signup' }, { secret: process.env.FACE_TOKEN_SECRET }));
}
