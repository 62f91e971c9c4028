import { existsSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';
import type { Org } from '../src/data/types.ts';
import { MetadataError } from '../src/metadata/source/xml.ts';
import type { PackageMetadata } from '../src/metadata/types.ts';
import { type App, buildApp, buildVendor, type Mode, type Vendor } from './build/bundle.ts';
import { Compiler } from './build/compile.ts';
import { BuildProblem } from './build/problem.ts';
import { platformFolder, type Roots, rootsFor, shellFolder } from './build/roots.ts';
import type { OrgNames } from './build/scoped.ts';

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

export interface WorkshopOptions {
  /** The package's source folder, `force-app/main`. */
  packageFolder: string;
  mode: Mode;
  /** Reads the package's metadata again after its labels or pages changed. */
  reloadMetadata: () => PackageMetadata;
}

/** Changes come in bursts: an editor writes a file more than once. */
const QUIET_MS = 40;
const WATCHED = ['lwc', 'labels', 'translations', 'flexipages', 'tabs', 'applications'];
const IGNORED = /(^|[/\\])(__tests__|\.)|\.test\.ts$|~$/;
// the JavaScript beside TypeScript is emitted for deployment: the pages are built from the source
const EMITTED = /[/\\]?lwc[/\\].*\.js(\.map)?$/;

/** Keeps the pages' code built: once at the start, again after every change. */
export class Workshop {
  readonly org: Org;
  private readonly options: WorkshopOptions;
  private readonly roots: Roots;
  private readonly compiler: Compiler;
  private readonly watchers: FSWatcher[] = [];
  private readonly listeners = new Set<(state: State) => void>();
  private vendorBuild: Promise<Vendor> | undefined;
  private appBuild: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private metadataChanged = false;
  private metadataRevision = 0;
  private current: App | null = null;
  private problem: Problem | null = null;

  constructor(org: Org, options: WorkshopOptions) {
    this.org = org;
    this.options = options;
    this.roots = rootsFor(options.packageFolder);
    this.compiler = new Compiler(this.roots);
  }

  private get buildOptions() {
    return { roots: this.roots, names: this.names(), mode: this.options.mode, compiler: this.compiler };
  }

  private names(): OrgNames {
    const { metadata, schema } = this.org;
    return {
      hasLabel: (name) => metadata.labels.get('en_US')?.has(name) ?? false,
      schemaProblem: (reference) => {
        const [objectName = '', ...steps] = reference.split('.');
        let object = schema.object(objectName);
        if (!object) return `There is no object ${objectName} (@salesforce/schema/${reference}).`;
        for (const [index, step] of steps.entries()) {
          const relationship = [...object.fields.values()].find(({ relationshipName }) => relationshipName === step);
          const field = index === steps.length - 1 ? object.fields.get(step.toLowerCase()) : relationship;
          if (!field) return `There is no field ${step} on ${object.name} (@salesforce/schema/${reference}).`;
          if (index < steps.length - 1) {
            const parent = schema.object(field.referenceTo[0] ?? '');
            if (!parent) return `${object.name}.${field.name} leads to no object (@salesforce/schema/${reference}).`;
            object = parent;
          }
        }
        return null;
      },
      exposedComponents: () =>
        metadata.components
          .filter(({ name, exposed }) => exposed && existsSync(path.join(this.options.packageFolder, 'lwc', name)))
          .map(({ name }) => name),
    };
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
    const { labels, flexiPages, tabs, apps, components, appLabels, tabLabels } = this.options.reloadMetadata();
    Object.assign(this.org.metadata, { labels, flexiPages, tabs, apps, components, appLabels, tabLabels });
    this.metadataChanged = false;
    this.metadataRevision += 1;
  }

  watch(): void {
    const folders = [
      ...WATCHED.map((name) => path.join(this.options.packageFolder, name)),
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
    clearTimeout(this.timer);
    for (const watcher of this.watchers) watcher.close();
    this.listeners.clear();
  }
}
