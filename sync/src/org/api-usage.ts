/** Daily API requests, as the org's last answer said (`Sforce-Limit-Info`). */
export interface ApiUsage {
  used: number;
  max: number;
}

/** Undefined where the answer does not say it. */
export function usageOf(headers: Headers): ApiUsage | undefined {
  const usage = /api-usage=(\d+)\/(\d+)/.exec(headers.get('sforce-limit-info') ?? '');
  return usage ? { used: Number(usage[1]), max: Number(usage[2]) } : undefined;
}
