import { backend } from '../../../server/backend.js';

export const POST = (request) => backend.fetch(request);
