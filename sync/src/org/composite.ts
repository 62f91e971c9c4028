import { errorOfAnswer, OrgError } from './error.ts';
import { API_VERSION, type OrgHttp } from './http.ts';

/** Composite takes 25 subrequests, of which queries and sObject Collections may be five together. */
const MOST_SUBREQUESTS = 25;
const MOST_HEAVY = 5;
const MOST_BYTES = 8_000_000;

export interface Subrequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** From `/services/data/vNN.0` on. */
  path: string;
  body?: unknown;
  /** A query or an sObject Collection. */
  isHeavy: boolean;
}

export interface Subanswer {
  status: number;
  body: unknown;
}

/** Splits subrequests, in order, into as few composite requests as the limits allow. */
export function pack(subrequests: Subrequest[]): Subrequest[][] {
  const packs: Subrequest[][] = [];
  let current: Subrequest[] = [];
  let heavy = 0;
  let bytes = 0;
  for (const subrequest of subrequests) {
    const size = JSON.stringify(subrequest.body ?? '').length + subrequest.path.length;
    const isFull =
      current.length === MOST_SUBREQUESTS ||
      (subrequest.isHeavy && heavy === MOST_HEAVY) ||
      (current.length > 0 && bytes + size > MOST_BYTES);
    if (isFull) {
      packs.push(current);
      current = [];
      heavy = 0;
      bytes = 0;
    }
    current.push(subrequest);
    heavy += Number(subrequest.isHeavy);
    bytes += size;
  }
  if (current.length > 0) packs.push(current);
  return packs;
}

interface CompositeAnswer {
  compositeResponse?: { httpStatusCode: number; body: unknown; referenceId: string }[];
}

/** Sends subrequests in their order, and answers in it. A failed one does not stop the others. */
export async function sendComposite(http: OrgHttp, subrequests: Subrequest[]): Promise<Subanswer[]> {
  const answers: Subanswer[] = [];
  for (const requests of pack(subrequests)) {
    const answer = (await http.post(`/services/data/v${API_VERSION}/composite`, {
      allOrNone: false,
      // collated subrequests may run in any order: children would come before their conversation
      collateSubrequests: false,
      compositeRequest: requests.map(({ method, path, body }, position) => ({
        method,
        url: `/services/data/v${API_VERSION}${path}`,
        referenceId: `r${position}`,
        ...(body === undefined ? {} : { body }),
      })),
    })) as CompositeAnswer | null;
    const byReference = new Map(answer?.compositeResponse?.map((each) => [each.referenceId, each]));
    for (let position = 0; position < requests.length; position++) {
      const found = byReference.get(`r${position}`);
      if (!found) throw new OrgError('INVALID_ANSWER', 'The composite answer lacks one of its parts.', 502);
      answers.push({ status: found.httpStatusCode, body: found.body });
    }
  }
  return answers;
}

/** The body of a subrequest that succeeded; throws the org's own error otherwise. */
export function bodyOf(answer: Subanswer): unknown {
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  throw errorOfAnswer(answer.status, answer.body);
}
