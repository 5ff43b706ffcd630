// Counters in the text format that Prometheus reads. On Workers each isolate counts for itself.

const BUCKETS_S = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40];
/** Codes come from another party; a flood of invented ones must not fill the memory. */
const MOST_SERIES = 300;

export class Metrics {
  /** @type {Map<string, number>} */
  #requests = new Map();
  #attempts = 0;
  #buckets = BUCKETS_S.map(() => 0);
  #durations = { sum: 0, count: 0 };

  /** @param {{ policy: string, code: string, attempts: number, ms: number }} call */
  count({ policy, code, attempts, ms }) {
    const series = `face_requests_total{policy="${policy}",code="${code}"}`;
    const name =
      this.#requests.has(series) || this.#requests.size < MOST_SERIES
        ? series
        : 'face_requests_total{policy="",code="other"}';
    this.#requests.set(name, (this.#requests.get(name) ?? 0) + 1);
    this.#attempts += attempts;
    this.#durations.sum += ms / 1000;
    this.#durations.count += 1;
    BUCKETS_S.forEach((most, index) => {
      if (ms / 1000 <= most) {
        this.#buckets[index] = (this.#buckets[index] ?? 0) + 1;
      }
    });
  }

  text() {
    return [
      '# HELP face_requests_total Requests by policy and by SubCode or code.',
      '# TYPE face_requests_total counter',
      ...[...this.#requests].map(([series, count]) => `${series} ${count}`),
      '# HELP face_service_attempts_total Calls made of the verification service.',
      '# TYPE face_service_attempts_total counter',
      `face_service_attempts_total ${this.#attempts}`,
      '# HELP face_request_duration_seconds Time from request to answer.',
      '# TYPE face_request_duration_seconds histogram',
      ...BUCKETS_S.map((most, index) => `face_request_duration_seconds_bucket{le="${most}"} ${this.#buckets[index]}`),
      `face_request_duration_seconds_bucket{le="+Inf"} ${this.#durations.count}`,
      `face_request_duration_seconds_sum ${this.#durations.sum}`,
      `face_request_duration_seconds_count ${this.#durations.count}`,
      '',
    ].join('\n');
  }
}
