import path from 'node:path';
import type { BundleCheck } from '../src/deploy/check.ts';
import { buildApp } from './build/bundle.ts';
import { BuildProblem } from './build/problem.ts';
import { rootsFor } from './build/roots.ts';
import { orgNames } from './names.ts';

/** Builds the pages as they would be, for a deployment: what keeps them from being built is its component's fault. */
export const checkBundles: BundleCheck = async (folders, metadata, schema) => {
  const roots = rootsFor(folders);
  try {
    await buildApp({ roots, names: orgNames(metadata, schema, folders), mode: 'production' });
    return undefined;
  } catch (error) {
    if (!(error instanceof BuildProblem)) throw error;
    const { file, message, line, column } = error;
    return {
      file: path.resolve(roots.base, file),
      problem: message,
      ...(line === null ? {} : { line }),
      ...(column === null ? {} : { column }),
    };
  }
};
