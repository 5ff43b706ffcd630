// One line of the log and one count of the metrics for each verification. Never ids of users, pictures or secrets.

/** @import { Visit } from './visit.js' */

/**
 * @param {Visit} visit
 * @param {{ status: number, body: Record<string, unknown> } | undefined} answer
 * @param {number} startMs
 */
export function logVisit({ backend, line, tally }, answer, startMs) {
  const { code, subCode, requestId, field, httpStatus } = answer?.body ?? {};
  const ms = Math.round(backend.monotonic() - startMs);
  backend.metrics.count({
    policy: String(line.policy ?? ''),
    code: String(subCode ?? code),
    attempts: tally.attempts,
    ms,
  });
  const { offsetMs } = backend.clock;
  backend.log({
    time: new Date(backend.now()).toISOString(),
    ...line,
    status: answer?.status,
    code,
    subCode,
    requestId,
    field,
    httpStatus,
    attempts: tally.attempts,
    ms,
    queueMs: Math.round(tally.queueMs),
    upstreamMs: Math.round(tally.upstreamMs),
    ...(Math.abs(offsetMs) > 60_000 && { clockOffsetMs: offsetMs }),
  });
}
