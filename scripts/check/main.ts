/** `npm run check`: what an org would refuse does not pass here. */
import path from 'node:path';
import { check } from './check.ts';
import { render } from './finding.ts';

const root = path.resolve(import.meta.dirname, '../..');
const { source, findings } = await check(root);
console.log(render(findings, `${source.metadata.length} metadata files, ${source.bundles.length} components`));
process.exitCode = findings.length > 0 ? 1 : 0;
