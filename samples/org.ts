/** The few calls of an org's REST API that the samples need. */

const VERSION = 'v67.0';

export type Row = Record<string, unknown>;

export interface OrgAddress {
  localOrgUrl: string;
  accessToken: string;
}

export class SampleOrg {
  readonly #address: OrgAddress;

  constructor(address: OrgAddress) {
    this.#address = address;
  }

  /** `resource` comes after `/services/data/v67.0`. Throws with the org's own words when it refuses. */
  request<Answer>(method: 'GET' | 'POST' | 'PATCH', resource: string, body?: unknown): Promise<Answer> {
    return this.#send(method, `/services/data/${VERSION}${resource}`, body);
  }

  /** Every row, over as many pages as there are. */
  async query(soql: string): Promise<Row[]> {
    type Page = { records: Row[]; nextRecordsUrl?: string };
    let page = await this.request<Page>('GET', `/query?q=${encodeURIComponent(soql)}`);
    const rows = [...page.records];
    while (page.nextRecordsUrl) {
      page = await this.#send<Page>('GET', page.nextRecordsUrl);
      rows.push(...page.records);
    }
    return rows;
  }

  async #send<Answer>(method: string, target: string, body?: unknown): Promise<Answer> {
    const { localOrgUrl, accessToken } = this.#address;
    const answer = await fetch(new URL(target, localOrgUrl), {
      method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The org answered ${answer.status} to ${method} ${target}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }
}
