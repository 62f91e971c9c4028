/** `npm run check`: what an org would refuse does not pass here. */
import path from 'node:path';
import { readContext, RULES, run } from './check.ts';
import { render } from './finding.ts';

const root = path.resolve(import.meta.dirname, '../..');
const { context, findings: unreadable } = readContext(root);
const findings = [...unreadable, ...(await run(RULES, context))];
const { metadata, bundles } = context.source;
console.log(render(findings, `${metadata.length} metadata files, ${bundles.length} components`));
process.exitCode = findings.length > 0 ? 1 : 0;
