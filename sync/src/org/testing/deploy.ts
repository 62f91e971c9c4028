/** For tests: deploys one permission set as an admin would, over the Metadata REST API. */
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';

/** A ZIP of files that are not compressed: PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16. */
export function zip(files: Record<string, string>): Uint8Array {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const path = Buffer.from(name);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(content.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(path.length, 22);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), about, path, content]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), about, tail, path]));
    bodies.push(body);
    offset += body.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return new Uint8Array(Buffer.concat([...bodies, central, Buffer.from('PK\x05\x06'), end]));
}

/** Resolves with what the org says of the deployment once it is done. */
export async function deployPermissionSet(
  { url, adminToken }: { url: string; adminToken: string },
  name: string,
  xml: string,
): Promise<{ success: boolean; details?: unknown }> {
  const manifest = `<?xml version="1.0" encoding="UTF-8"?><Package xmlns="http://soap.sforce.com/2006/04/metadata"><types><members>${name}</members><name>PermissionSet</name></types><version>67.0</version></Package>`;
  const form = new FormData();
  form.append(
    'json',
    new Blob([JSON.stringify({ deployOptions: { singlePackage: true } })], { type: 'application/json' }),
  );
  const archive = zip({ 'package.xml': manifest, [`permissionsets/${name}.permissionset`]: xml });
  form.append('file', new Blob([archive as BlobPart], { type: 'application/zip' }), 'deploy.zip');
  const address = `${url}/services/data/v67.0/metadata/deployRequest`;
  const headers = { authorization: `Bearer ${adminToken}` };
  const begun = await fetch(address, { method: 'POST', headers, body: form });
  const { id } = (await begun.json()) as { id?: string };
  if (!id) throw new Error(`The deployment did not begin: ${begun.status}`);
  for (;;) {
    const answer = await fetch(`${address}/${id}?includeDetails=true`, { headers });
    const { deployResult } = (await answer.json()) as { deployResult: { done: boolean; success: boolean } };
    if (deployResult.done) return deployResult;
    await sleep(50);
  }
}
