import { setTimeout as sleep } from 'node:timers/promises';
import { zipSync } from 'fflate';
import type { LocalOrg } from '../server.ts';
import type { DeployResult } from './types.ts';

const XMLNS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

export type Files = Record<string, string>;

/** A file in metadata format: its root element around what is given. */
export const xml = (root: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${XMLNS}>\n${content}\n</${root}>\n`;

/** A zip file of these, and a package.xml that names `members`: type → full names. */
export function zipOf(files: Files, members: Record<string, string[]>): Buffer {
  const types = Object.entries(members).map(
    ([name, each]) => `<types>${each.map((one) => `<members>${one}</members>`).join('')}<name>${name}</name></types>`,
  );
  const all = { ...files, 'package.xml': xml('Package', `${types.join('')}<version>67.0</version>`) };
  const entries = Object.entries(all).map(([name, text]): [string, Uint8Array] => [name, Buffer.from(text)]);
  return Buffer.from(zipSync(Object.fromEntries(entries)));
}

/** Asks an org as one of its users. */
export class DeployClient {
  readonly #org: LocalOrg;
  readonly #user: string;

  constructor(org: LocalOrg, user = 'ines') {
    this.#org = org;
    this.#user = user;
  }

  async ask(method: string, path: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.#org.org.tokenFor(this.#user)}`);
    const answer = await fetch(`${this.#org.url}/services/data/v67.0${path}`, { ...init, method, headers });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  send(zip: Buffer, options: Record<string, unknown> = {}): Promise<{ status: number; body: unknown }> {
    const form = new FormData();
    form.append('entity_content', new Blob([JSON.stringify({ deployOptions: options })], { type: 'application/json' }));
    form.append('file', new Blob([new Uint8Array(zip)], { type: 'application/zip' }), 'package.zip');
    return this.ask('POST', '/metadata/deployRequest', { body: form });
  }

  /** Deploys and waits for the end. */
  async deploy(
    files: Files,
    members: Record<string, string[]>,
    options: Record<string, unknown> = {},
  ): Promise<DeployResult> {
    return this.deployZip(zipOf(files, members), options);
  }

  async deployZip(zip: Buffer, options: Record<string, unknown> = {}): Promise<DeployResult> {
    const { status, body } = await this.send(zip, options);
    if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return this.ended((body as { id: string }).id);
  }

  async ended(id: string): Promise<DeployResult> {
    for (;;) {
      const { body } = await this.ask('GET', `/metadata/deployRequest/${id}?includeDetails=true`);
      const { deployResult } = body as { deployResult: DeployResult };
      if (deployResult.done) return deployResult;
      await sleep(20);
    }
  }

  async fieldsOf(object: string): Promise<string[]> {
    const { status, body } = await this.ask('GET', `/sobjects/${object}/describe`);
    return status === 200 ? (body as { fields: { name: string }[] }).fields.map(({ name }) => name) : [];
  }

  /** An envelope to Metadata API; the text of the answer. */
  async soap(operation: string, content: string): Promise<{ status: number; text: string }> {
    const answer = await fetch(`${this.#org.url}/services/Soap/m/67.0`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', soapaction: '""' },
      body:
        `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ${XMLNS}>` +
        `<soapenv:Header><SessionHeader><sessionId>${this.#org.org.tokenFor(this.#user)}</sessionId></SessionHeader></soapenv:Header>` +
        `<soapenv:Body><${operation}>${content}</${operation}></soapenv:Body></soapenv:Envelope>`,
    });
    return { status: answer.status, text: await answer.text() };
  }
}
