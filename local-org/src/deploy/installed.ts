import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What of the store is needed: a setting is in the same transaction as everything else. */
interface Settings {
  setting(name: string): string | undefined;
  setSetting(name: string, value: string): void;
}

const SETTING = 'deployed';

/**
 * Where the org's metadata comes from: the source folders that it was started with, and one folder of everything that was
 * deployed since. Each deployment makes a folder of its own; which of them counts is a setting in the store.
 */
export class Installed {
  /** Source-format folders of the packages, which are watched. */
  readonly packages: string[];
  readonly #settings: Settings;
  readonly #home: string;
  readonly #isTemporary: boolean;

  /** @param home where deployed metadata is kept; without one it is gone when the org is closed */
  constructor(settings: Settings, packages: string[], home: string | undefined) {
    this.packages = packages;
    this.#settings = settings;
    this.#isTemporary = home === undefined;
    this.#home = home ?? mkdtempSync(path.join(tmpdir(), 'local-org-metadata-'));
    mkdirSync(this.#home, { recursive: true });
    // what an earlier run left half done
    this.tidy();
  }

  /** The folder of what is deployed; null where nothing is. */
  get deployed(): string | null {
    const name = this.#settings.setting(SETTING);
    return name === undefined ? null : path.join(this.#home, name);
  }

  /** All folders, in the order in which they are read. */
  get folders(): string[] {
    return [...this.packages, ...(this.deployed === null ? [] : [this.deployed])];
  }

  /** Where a deployment may write. */
  folderFor(name: string): string {
    return path.join(this.#home, name);
  }

  /** The folder counts from now on, once the transaction under way is committed. */
  accept(folder: string): void {
    this.#settings.setSetting(SETTING, path.relative(this.#home, folder));
  }

  /** Removes every folder that does not count. */
  tidy(): void {
    const kept = this.#settings.setting(SETTING);
    for (const name of readdirSync(this.#home))
      if (name !== kept) rmSync(path.join(this.#home, name), { recursive: true, force: true });
  }

  close(): void {
    if (this.#isTemporary) rmSync(this.#home, { recursive: true, force: true });
  }
}
