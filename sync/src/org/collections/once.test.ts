import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OrgHttp } from '../http.ts';
import type { RecordResult, RecordWrite } from '../record-write.ts';
import { callsOf } from './calls.ts';
import { sendOnce } from './once.ts';

interface Part {
  method?: string;
  url?: string;
  referenceId?: string;
  body: { records: Record<string, unknown>[] };
}

/** Sends the stages to an org that gives every record the Id `id of <Name>`, and refuses whole calls with a record `bad`. */
async function sent(...stages: RecordWrite[][]): Promise<{ requests: Part[][]; results: RecordResult[][] }> {
  const requests: Part[][] = [];
  const answerTo = ({ body: { records } }: Part) =>
    records.some(({ Name }) => Name === 'bad')
      ? { status: 400, body: [{ errorCode: 'JSON_PARSER_ERROR', message: 'Not understood.', fields: ['Name'] }] }
      : { status: 200, body: records.map(({ Name }) => ({ success: true, id: `id of ${String(Name)}`, errors: [] })) };
  const ask: typeof fetch = (address, init) => {
    const content = JSON.parse(init?.body as string) as { compositeRequest?: Part[]; records: Part['body']['records'] };
    const parts = content.compositeRequest ?? [{ body: { records: content.records } }];
    requests.push(parts);
    const answers = parts.map((part) => ({ ...answerTo(part), referenceId: part.referenceId }));
    const [first] = answers;
    const isComposite = (address as string).endsWith('/composite');
    const compositeResponse = answers.map(({ status, ...each }) => ({ ...each, httpStatusCode: status }));
    return Promise.resolve(
      Response.json(isComposite ? { compositeResponse } : first?.body, { status: isComposite ? 200 : first?.status }),
    );
  };
  const http = new OrgHttp({ instanceUrl: 'https://org.example', accessToken: 't' }, { fetch: ask });
  const results = stages.map((writes) => writes.map((): RecordResult => ({ created: false })));
  const places = stages.flatMap((writes, stage) => writes.map((_, position) => ({ stage, position })));
  await sendOnce(http, callsOf(stages, places), results);
  return { requests, results };
}

const create = (object: string, Name: string, more: Partial<RecordWrite> = {}): RecordWrite => ({
  ...{ object, operation: 'upsert', keyField: 'Key__c', body: { Name } },
  ...more,
});
const parent = { idsOf: { ParentId: { stage: 0, position: 0 } } };

test('a record is named in the request that creates it, and by its Id in those after', async () => {
  const apart = create('Contact', '@{apart', parent);
  const { requests, results } = await sent([create('Account', 'a')], [create('Contact', 'b', parent), apart]);
  assert.deepEqual(
    requests.map((parts) =>
      parts.flatMap(({ body: { records } }) => records.map(({ ParentId }) => ParentId ?? 'none')),
    ),
    [['none', '@{r0[0].id}'], ['id of a']],
  );
  assert.deepEqual(results, [
    [{ id: 'id of a', created: true }],
    [
      { id: 'id of b', created: true },
      { id: 'id of @{apart', created: true },
    ],
  ]);
});

test('a call that is refused whole refuses each of its records, in the org’s words, alone or among others', async () => {
  const error = { code: 'JSON_PARSER_ERROR', message: 'Not understood.', fields: ['Name'] };
  const refused = { created: false, error };
  const among = await sent([create('Account', 'bad'), create('Account', 'b')], [create('Contact', 'c')]);
  assert.deepEqual(among.results, [[refused, refused], [{ id: 'id of c', created: true }]]);
  const text = { body: { Name: 'bad', Description: '@{' } };
  const alone = await sent([create('Account', 'bad', text)], [create('Contact', 'c')]);
  assert.deepEqual(alone.results, [[refused], [{ id: 'id of c', created: true }]]);
});
