import { backend } from '$lib/server/backend.js';

export const POST = ({ request }) => backend.fetch(request);
