import { env } from '$env/dynamic/private';
import { error, text } from '@sveltejs/kit';
import { issueToken } from 'face-preflight/server';
import { signedInUser } from '$lib/server/session.js';

/** Tells the backend who the user is: the browser carries it and cannot change it. */
export async function POST({ cookies }) {
  const userId = signedInUser(cookies) ?? error(401);
  return text(await issueToken({ userId, policy: 'signup' }, { secret: env.FACE_TOKEN_SECRET }));
}
