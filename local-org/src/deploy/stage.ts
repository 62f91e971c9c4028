import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { isKeyed, keyedOf, keyedText } from './keyed.ts';
import type { Component } from './types.ts';

/** What the org would have after a deployment, in a folder of its own. */
export class Stage {
  readonly folder: string;
  /** What is deployed now; null in an org that nothing was deployed into. */
  readonly #current: string | null;

  constructor(folder: string, current: string | null) {
    this.folder = folder;
    this.#current = current;
    mkdirSync(folder, { recursive: true });
    if (current !== null) cpSync(current, folder, { recursive: true });
  }

  /** An LWC bundle is replaced with all its files. */
  clearBundle(component: Component): void {
    this.#remove(bundleOf(component));
  }

  /** Takes a file over; of one that holds several components, those `added` besides what is there. */
  take(from: string, file: string, added?: ReadonlySet<string>): void {
    const target = path.join(this.folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    if (isKeyed(file)) writeFileSync(target, merged(file, textOf(target), textOf(from), added));
    else copyFileSync(from, target);
  }

  /** Puts a component back to what is deployed now. */
  drop(component: Component): void {
    const files = component.type === 'LightningComponentBundle' ? [bundleOf(component)] : component.files;
    for (const file of files) {
      this.#remove(file);
      const before = this.#current === null ? null : path.join(this.#current, file);
      if (before !== null && existsSync(before)) cpSync(before, path.join(this.folder, file), { recursive: true });
    }
  }

  #remove(file: string): void {
    rmSync(path.join(this.folder, file), { recursive: true, force: true });
    // an empty folder would still be a kind of metadata
    for (let folder = path.dirname(file); folder !== '.' && isEmpty(path.join(this.folder, folder));) {
      rmdirSync(path.join(this.folder, folder));
      folder = path.dirname(folder);
    }
  }
}

const isEmpty = (folder: string): boolean => existsSync(folder) && readdirSync(folder).length === 0;

const bundleOf = ({ fullName }: Component): string => path.join('lwc', fullName);

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

function merged(file: string, before: string, after: string, added?: ReadonlySet<string>): string {
  const all = keyedOf(file, before);
  for (const [key, element] of keyedOf(file, after)) if (!added || added.has(key)) all.set(key, element);
  return keyedText(file, all);
}
