import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MetadataError } from './xml.ts';

export function folders(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The files of a metadata folder, each with its component's name; a file with another ending is refused. */
export function metadataFiles(directory: string, ending: string): { name: string; path: string }[] {
  if (!existsSync(directory)) return [];
  const found: { name: string; path: string }[] = [];
  for (const entry of readdirSync(directory, { withFileTypes: true }).sort((a, b) => a.name.localeCompare(b.name))) {
    const path = join(directory, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (!entry.isFile() || !entry.name.endsWith(ending)) {
      throw new MetadataError(path, `the local org expects only *${ending} here`);
    }
    found.push({ name: entry.name.slice(0, -ending.length), path });
  }
  return found;
}
