// The routes by which a tester reads and steers the emulator.

import { WrongFault, noFaults, readFaultPlan } from './faults/fault-plan.js';
import { takePlan } from './faults/take-plan.js';

/** @import { State } from './handler.js' */

/** @param {Request} request @param {State} state @returns {Promise<Response>} */
export async function answerControl(request, state) {
  const { pathname } = new URL(request.url);
  if (pathname === '/_emulator/health') {
    return Response.json({ ok: true, calls: state.calls, groups: state.store.groups().length });
  }
  if (pathname === '/_emulator/state' && request.method === 'DELETE') {
    await state.reset();
    takePlan(state, noFaults());
    return Response.json({ ok: true });
  }
  // A page of another origin cannot send a JSON content type without a CORS permission, which is never given here.
  const isJson = request.headers.get('content-type') === 'application/json';
  if (pathname === '/_emulator/faults' && request.method === 'PUT' && isJson) {
    try {
      // What is no JSON is no plan either, and ends nothing.
      takePlan(state, readFaultPlan(await request.json().catch(() => undefined)));
    } catch (error) {
      if (!(error instanceof WrongFault)) {
        throw error;
      }
      return Response.json({ error: error.message }, { status: 400 });
    }
    return Response.json(state.faults);
  }
  return Response.json({ error: 'not found' }, { status: 404 });
}
