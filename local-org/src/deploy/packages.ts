/** An org that runs over source folders watches them: a deployment may repeat what they say, and add to it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isKeyed, keyedOf, sameElement, sayTheSame, type Keyed } from './keyed.ts';
import type { Component } from './types.ts';

/** How a file of a deployment stands to the source folders. */
export interface Standing {
  /** Nothing of it is to be written. */
  isSame: boolean;
  /** The folder that says something else. */
  contradictedBy?: string;
  /** Of a file of several components: those that no folder has. */
  added?: ReadonlySet<string>;
}

export function standing(packages: string[], file: string, text: string): Standing {
  if (isKeyed(file)) return standingOfElements(packages, file, text);
  for (const folder of packages) {
    const own = path.join(folder, file);
    // its pages are built from the TypeScript
    if (file.endsWith('.js') && existsSync(own.replace(/\.js$/, '.ts'))) return { isSame: true };
    if (!existsSync(own)) continue;
    const known = readFileSync(own, 'utf8');
    const isSame = file.endsWith('.xml') ? sayTheSame(known, text) : known === text;
    return isSame ? { isSame } : { isSame, contradictedBy: folder };
  }
  return { isSame: false };
}

function standingOfElements(packages: string[], file: string, text: string): Standing {
  const given = keyedOf(file, text);
  const added = new Set(given.keys());
  for (const folder of packages) {
    const own = path.join(folder, file);
    if (!existsSync(own)) continue;
    const known = keyedOf(file, readFileSync(own, 'utf8'));
    for (const [key, each] of given) {
      const same = known.get(key);
      if (!same || !added.delete(key)) continue;
      if (!sameElement(each, same)) return { isSame: false, contradictedBy: folder };
    }
  }
  return { isSame: added.size === 0, added };
}

/** Tells whether a component is new to the org with this stage, or says something else than before. */
export class Changes {
  readonly #before: string[];
  readonly #stage: string;
  readonly #keyed = new Map<string, Keyed>();

  constructor(before: string[], stage: string) {
    this.#before = before;
    this.#stage = stage;
  }

  of(component: Component): { created: boolean; changed: boolean } {
    const now = this.#texts(component, [this.#stage]);
    const known = this.#texts(component, this.#before);
    return {
      created: now.length > 0 && known.length === 0,
      changed: now.length > 0 && JSON.stringify(now) !== JSON.stringify(known),
    };
  }

  #texts({ type, fullName, files }: Component, folders: string[]): string[] {
    return files.flatMap((file) => {
      const found = folders.map((folder) => path.join(folder, file)).findLast((each) => existsSync(each));
      if (found === undefined) return [];
      if (type !== 'CustomLabel') return [readFileSync(found, 'utf8')];
      const label = this.#elements(found, file).get(`labels ${fullName}`);
      return label ? [JSON.stringify(label)] : [];
    });
  }

  #elements(found: string, file: string): Keyed {
    const known = this.#keyed.get(found) ?? keyedOf(file, readFileSync(found, 'utf8'));
    this.#keyed.set(found, known);
    return known;
  }
}
