import { existsSync } from 'node:fs';
import path from 'node:path';
import { serviceDocument } from '../../connect/document.ts';
import { connectFiles, PACKAGE } from '../../connect/files.ts';
import { differences } from '../../connect/write.ts';
import type { Rule } from '../rule.ts';

const MEND = '`npm run connect` mends it';
const WORDS = {
  missing: `The file is missing that follows from the service's OpenAPI document: ${MEND}`,
  differs: `The file is not what follows from the service's OpenAPI document: ${MEND}`,
  stale: `Nothing in the service's OpenAPI document asks for this file: ${MEND}`,
};

/** What Flows can ask, and what the service answers to, are one: the package stands as its generator would write it. */
export const generated: Rule = {
  name: 'generated',
  async check({ source: { root } }, report) {
    if (!existsSync(path.join(root, PACKAGE))) return;
    for (const { file, kind } of differences(root, connectFiles(await serviceDocument())))
      report(`${PACKAGE}/${file}`, 1, WORDS[kind]);
  },
};
