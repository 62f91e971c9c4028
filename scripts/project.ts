import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface ProjectPackage {
  /** Below the project: `force-app/main`. */
  path: string;
  /** The package's name, which its alias is too. */
  name: string;
  /** `0.1.0.NEXT` */
  versionNumber: string;
}

export interface ProjectFile {
  namespace?: string;
  packageDirectories: {
    path: string;
    package?: string;
    versionNumber?: string;
    dependencies?: { package: string; versionNumber?: string }[];
  }[];
  packageAliases?: Record<string, string>;
}

const root = path.resolve(import.meta.dirname, '..');

export function projectFile(): ProjectFile {
  return JSON.parse(readFileSync(path.join(root, 'sfdx-project.json'), 'utf8')) as ProjectFile;
}

/** The packages of sfdx-project.json, each after those it depends on, as the file has them. */
export function packagesOf(project = projectFile()): ProjectPackage[] {
  return project.packageDirectories.map((directory) => ({
    path: directory.path,
    name: directory.package ?? directory.path,
    versionNumber: directory.versionNumber ?? '',
  }));
}
