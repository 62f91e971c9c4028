import { notFound } from './router.ts';

/**
 * API versions that are answered, all alike: those that Salesforce has not retired.
 * Salesforce Help, "Salesforce Platform API Versions 21.0 through 30.0 Retirement".
 */
const VERSIONS = Array.from({ length: 37 }, (_, n) => `${31 + n}.0`);

/** `67.0` from the `v67.0` of an address, or from a `67.0` of Metadata API. Throws 404 for a version that is not answered. */
export function versionIn(segment: string): string {
  const version = segment.replace(/^v/i, '');
  if (!VERSIONS.includes(version)) throw notFound();
  return version;
}

const RELEASES = ['Winter', 'Spring', 'Summer'];

/** Three releases a year: v32.0 is Winter '15, v31.0 Summer '14. */
function label(version: string): string {
  const n = Number.parseInt(version, 10) - 29;
  return `${RELEASES[n % 3]} '${14 + Math.floor(n / 3)}`;
}

export function versionList(): { label: string; url: string; version: string }[] {
  return VERSIONS.map((version) => ({ label: label(version), url: `/services/data/v${version}`, version }));
}
