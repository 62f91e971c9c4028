/** `npm run connect`: the registration, Flows, tests and permission sets of force-app/connect from the service's OpenAPI. */
import path from 'node:path';
import { serviceDocument } from './document.ts';
import { connectFiles, PACKAGE } from './files.ts';
import { writeConnect } from './write.ts';

const files = connectFiles(await serviceDocument());
const changed = writeConnect(path.resolve(import.meta.dirname, '../..'), files);
for (const { file, kind } of changed) console.log(`${kind === 'stale' ? 'removed' : 'written'}  ${PACKAGE}/${file}`);
console.log(`${files.size} files, ${changed.length} changed`);
