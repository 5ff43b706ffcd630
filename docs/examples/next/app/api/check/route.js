import { PreflightError, preflight } from 'face-preflight';

/** The same check on the server: what a browser says is never trusted. */
export async function POST(request) {
  try {
    const { ok, width, height, report } = await preflight(request, { limits: { sourceBytes: 1_000_000 } });
    return Response.json({ ok, width, height, checks: report.checks });
  } catch (error) {
    if (!(error instanceof PreflightError)) {
      throw error;
    }
    return Response.json({ ok: false, code: error.code }, { status: error.actor === 'photo' ? 422 : 400 });
  }
}
