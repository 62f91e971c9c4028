/** API versions that are answered, all alike. */
export const VERSIONS = Array.from({ length: 18 }, (_, n) => `${50 + n}.0`);

const RELEASES = ['Winter', 'Spring', 'Summer'];

/** Three releases a year: v50.0 is Winter '21. */
function label(version: string): string {
  const n = Number.parseInt(version, 10) - 50;
  return `${RELEASES[n % 3]} '${21 + Math.floor(n / 3)}`;
}

export function versionList(): { label: string; url: string; version: string }[] {
  return VERSIONS.map((version) => ({ label: label(version), url: `/services/data/v${version}`, version }));
}
