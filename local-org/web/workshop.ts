import { existsSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';
import type { Org } from '../src/data/types.ts';
import { readPackage } from '../src/metadata/source/package.ts';
import { MetadataError } from '../src/metadata/source/xml.ts';
import { type App, buildApp, buildVendor, type Mode, type Vendor } from './build/bundle.ts';
import { Compiler } from './build/compile.ts';
import { BuildProblem } from './build/problem.ts';
import { platformFolder, type Roots, rootsFor, shellFolder } from './build/roots.ts';
import type { OrgNames } from './build/scoped.ts';
import { orgNames } from './names.ts';

export interface Problem {
  message: string;
  file: string;
  line: number | null;
  column: number | null;
}
/** What open pages are told: the build on show, or what keeps it from being made. */
export interface State {
  key: string | null;
  problem: Problem | null;
}

/** Changes come in bursts: an editor writes a file more than once. */
const QUIET_MS = 40;
const WATCHED = ['lwc', 'labels', 'translations', 'flexipages', 'tabs', 'applications'];
const IGNORED = /(^|[/\\])(__tests__|\.)|\.test\.ts$|~$/;
// the JavaScript beside TypeScript is emitted for deployment: the pages are built from the source
const EMITTED = /[/\\]?lwc[/\\].*\.js(\.map)?$/;

/** Keeps the pages' code built: once at the start, again after every change of a source and every deployment. */
export class Workshop {
  readonly org: Org;
  private readonly mode: Mode;
  private roots: Roots;
  private compiler: Compiler;
  private readonly stopListening: () => void;
  private readonly watchers: FSWatcher[] = [];
  private readonly listeners = new Set<(state: State) => void>();
  private vendorBuild: Promise<Vendor> | undefined;
  private appBuild: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private metadataChanged = false;
  private metadataRevision = 0;
  private current: App | null = null;
  private problem: Problem | null = null;

  constructor(org: Org, mode: Mode) {
    this.org = org;
    this.mode = mode;
    this.roots = rootsFor(org.installed.folders);
    this.compiler = new Compiler(this.roots);
    this.stopListening = org.onInstall(() => this.installed());
  }

  private get buildOptions() {
    return { roots: this.roots, names: this.names(), mode: this.mode, compiler: this.compiler };
  }

  private names(): OrgNames {
    const { metadata, schema, installed } = this.org;
    return orgNames(metadata, schema, installed.folders);
  }

  state(): State {
    // labels and pages are no part of the code: a change of theirs alone is a new state too
    const key = this.current && `${this.current.key}-${this.metadataRevision}`;
    return { key, problem: this.problem };
  }

  onState(listener: (state: State) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  vendor(): Promise<Vendor> {
    this.vendorBuild ??= buildVendor(this.buildOptions);
    return this.vendorBuild;
  }

  /** The newest build that succeeded; null while none has. */
  async app(): Promise<App | null> {
    await this.vendor();
    this.appBuild ??= this.rebuild();
    await this.appBuild;
    return this.current;
  }

  private async rebuild(): Promise<void> {
    try {
      if (this.metadataChanged) this.rereadMetadata();
      this.current = await buildApp(this.buildOptions);
      this.problem = null;
    } catch (error) {
      const { message, file, line, column } = this.problemOf(error);
      this.problem = { message, file, line, column };
    }
    for (const listener of [...this.listeners]) listener(this.state());
  }

  private problemOf(error: unknown): BuildProblem {
    if (error instanceof BuildProblem) return error;
    if (error instanceof MetadataError)
      return new BuildProblem(
        error.message.slice(`${error.file}: `.length),
        path.relative(this.roots.base, error.file),
      );
    return new BuildProblem(error instanceof Error ? error.message : String(error));
  }

  /** Deployed components are in a folder of their own after each deployment. */
  private installed(): void {
    this.roots = rootsFor(this.org.installed.folders);
    this.compiler = new Compiler(this.roots);
    this.metadataRevision += 1;
    if (this.appBuild) this.appBuild = this.appBuild.then(() => this.rebuild());
  }

  private changed(metadata: boolean): void {
    if (metadata) this.metadataChanged = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.appBuild = (this.appBuild ?? Promise.resolve()).then(() => this.rebuild());
    }, QUIET_MS);
    this.timer.unref();
  }

  /** Labels, pages and tabs as the files have them now. */
  private rereadMetadata(): void {
    const { labels, flexiPages, tabs, apps, components, appLabels, tabLabels } = readPackage(
      this.org.installed.folders,
    ).metadata;
    Object.assign(this.org.metadata, { labels, flexiPages, tabs, apps, components, appLabels, tabLabels });
    this.metadataChanged = false;
    this.metadataRevision += 1;
  }

  watch(): void {
    const folders = [
      ...this.org.installed.packages.flatMap((folder) => WATCHED.map((name) => path.join(folder, name))),
      shellFolder,
      platformFolder,
    ];
    for (const folder of folders.filter((one) => existsSync(one))) {
      const own = folder.startsWith(path.dirname(shellFolder));
      const watcher = watch(folder, { recursive: true }, (_event, file) => {
        const changed = path.join(folder, file ?? '');
        if (IGNORED.test(file ?? '') || (!own && EMITTED.test(changed))) return;
        this.changed(!own && (!changed.includes(`${path.sep}lwc${path.sep}`) || changed.endsWith('.xml')));
      });
      this.watchers.push(watcher);
    }
  }

  close(): void {
    this.stopListening();
    clearTimeout(this.timer);
    for (const watcher of this.watchers) watcher.close();
    this.listeners.clear();
  }
}
