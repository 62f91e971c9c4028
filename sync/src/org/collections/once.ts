/** Sends calls of sObject Collections once, packed together, and notes what became of each record. */
import { pack, referenceTo, sendPack, type Subanswer, type Subrequest } from '../composite.ts';
import { errorOfAnswer, OrgError } from '../error.ts';
import { API_VERSION, type OrgHttp } from '../http.ts';
import type { Place, RecordResult, SObjectBody } from '../record-write.ts';
import type { Call, Kind } from './calls.ts';

interface CollectionAnswer {
  id?: string | null;
  success: boolean;
  created?: boolean;
  errors?: { statusCode?: string; errorCode?: string; message?: string; fields?: string[] }[];
}

/** Where the Id of a record that is still to be written stands; undefined for what no call of the same pack writes. */
type Refer = (place: Place) => string | undefined;

const toNone: Refer = () => undefined;

/** In the order of the calls. `results`, by stage and position, gives the Ids of earlier stages and takes what the org says. */
export async function sendOnce(http: OrgHttp, calls: Call[], results: RecordResult[][]): Promise<void> {
  let packed: Call[] = [];
  const flush = async () => {
    const subrequests = packed.map((call) => ({ ...subrequest(call, toNone, results), call }));
    packed = [];
    for (const each of pack(subrequests)) {
      const together = each.map(({ call }) => call);
      const refer = referrer(together);
      const answers = await sendPack(
        http,
        together.map((call) => subrequest(call, refer, results)),
      );
      answers.forEach((answer, at) => together[at] && note(together[at], answer, results));
    }
  };
  for (const call of calls) {
    if (!call.isAlone) {
      packed.push(call);
      continue;
    }
    await flush();
    note(call, await sendAlone(http, subrequest(call, toNone, results)), results);
  }
  await flush();
}

function subrequest({ kind, items }: Call, refer: Refer, results: RecordResult[][]): Subrequest {
  if (kind === 'delete') {
    const ids = items.map(({ write }) => write.id).join(',');
    return { method: 'DELETE', path: `/composite/sobjects?ids=${ids}&allOrNone=false`, isHeavy: true };
  }
  const records = items.map(({ write }) => {
    const body: SObjectBody = { ...write.body };
    if (kind === 'update' && write.keyField) delete body[write.keyField];
    for (const [field, place] of Object.entries(write.idsOf ?? {})) {
      const id = refer(place) ?? results[place.stage]?.[place.position]?.id;
      if (id !== undefined) body[field] = id;
    }
    return { attributes: { type: write.object }, ...(kind === 'update' ? { id: write.id } : {}), ...body };
  });
  const isKeyed = kind !== 'create' || items.every(({ write }) => write.keyField !== undefined);
  const method = kind === 'create' ? 'POST' : 'PATCH';
  return { method, path: '/composite/sobjects', body: { allOrNone: false, records }, isHeavy: true, isKeyed };
}

async function sendAlone(http: OrgHttp, { method, path, body, isKeyed }: Subrequest): Promise<Subanswer> {
  try {
    return { status: 200, body: await http.send(method, `/services/data/v${API_VERSION}${path}`, { body, isKeyed }) };
  } catch (error) {
    if (!(error instanceof OrgError) || ['auth', 'quota', 'transient'].includes(error.fault)) throw error;
    const { code, message, fields, status } = error;
    return { status, body: [{ errorCode: code, message, fields }] };
  }
}

function note({ kind, items }: Call, { status, body }: Subanswer, results: RecordResult[][]): void {
  items.forEach(({ place }, order) => {
    const target = results[place.stage];
    if (!target) return;
    if (status >= 200 && status < 300) {
      target[place.position] = resultOf((body as CollectionAnswer[])[order], kind);
    } else {
      const { code, message, fields } = errorOfAnswer(status, body);
      target[place.position] = { created: false, error: { code, message, fields } };
    }
  });
}

/** Composite Subrequest: `@{reference[n].field}` indexes the list that an earlier part answered with. */
function referrer(calls: Call[]): Refer {
  const references = new Map<string, string>();
  calls.forEach(({ items }, at) =>
    items.forEach(({ place: { stage, position } }, order) =>
      references.set(`${stage}/${position}`, `@{${referenceTo(at)}[${order}].id}`),
    ),
  );
  return ({ stage, position }) => references.get(`${stage}/${position}`);
}

function resultOf(answer: CollectionAnswer | undefined, kind: Kind): RecordResult {
  if (answer?.success) return { id: answer.id ?? undefined, created: kind === 'create' || answer.created === true };
  const [error] = answer?.errors ?? [];
  return {
    created: false,
    error: {
      code: error?.statusCode ?? error?.errorCode ?? 'UNKNOWN_EXCEPTION',
      message: error?.message ?? 'The org gave no reason.',
      fields: error?.fields ?? [],
    },
  };
}
