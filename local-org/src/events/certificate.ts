/** The certificate of the org's gRPC port, made once and kept: Pub/Sub API is reached over TLS only. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

export interface Certificate {
  key: string;
  cert: string;
}

const DAY_MS = 86_400_000;
const VALID_DAYS = 365;

/** For `localhost` and 127.0.0.1, signed by itself: a client that is to trust it is given the certificate. */
export async function certificateIn(folder: string): Promise<Certificate & { file?: string }> {
  if (folder === ':memory:') return make();
  const file = path.join(folder, 'pubsub-certificate.pem');
  const keyFile = path.join(folder, 'pubsub-key.pem');
  if (existsSync(file) && existsSync(keyFile)) {
    const cert = readFileSync(file, 'utf8');
    if (Date.parse(new X509Certificate(cert).validTo) > Date.now() + DAY_MS)
      return { key: readFileSync(keyFile, 'utf8'), cert, file };
  }
  const made = await make();
  writeFileSync(keyFile, made.key, { mode: 0o600 });
  writeFileSync(file, made.cert);
  return { ...made, file };
}

async function make(): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + VALID_DAYS * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key, cert };
}
