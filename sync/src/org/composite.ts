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
  /** False: carrying it out twice would make two records. */
  isKeyed?: boolean;
}

export interface Subanswer {
  status: number;
  body: unknown;
}

/** Splits subrequests, in order, into as few composite requests as the limits allow. */
export function pack<T extends Subrequest>(subrequests: T[]): T[][] {
  const packs: T[][] = [];
  let current: T[] = [];
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

/** How a later subrequest of the same pack names the one at a position. */
export function referenceTo(position: number): string {
  return `r${position}`;
}

/** Sends what fits into one composite request, in its order, and answers in it. A failed part does not stop the others. */
export async function sendPack(http: OrgHttp, requests: Subrequest[]): Promise<Subanswer[]> {
  const content = {
    allOrNone: false,
    // collated subrequests may run in any order: children would come before their conversation
    collateSubrequests: false,
    compositeRequest: requests.map(({ method, path, body }, position) => ({
      method,
      url: `/services/data/v${API_VERSION}${path}`,
      referenceId: referenceTo(position),
      ...(body === undefined ? {} : { body }),
    })),
  };
  const isKeyed = requests.every((request) => request.isKeyed !== false);
  const address = `/services/data/v${API_VERSION}/composite`;
  const answer = (await http.post(address, content, { isKeyed })) as CompositeAnswer | null;
  const byReference = new Map(answer?.compositeResponse?.map((each) => [each.referenceId, each]));
  return requests.map((_, position) => {
    const found = byReference.get(referenceTo(position));
    if (!found) throw new OrgError('INVALID_ANSWER', 'The composite answer lacks one of its parts.', 502);
    return { status: found.httpStatusCode, body: found.body };
  });
}

/** Sends any number of subrequests, packed, one request after the other. */
export async function sendComposite(http: OrgHttp, subrequests: Subrequest[]): Promise<Subanswer[]> {
  const answers: Subanswer[] = [];
  for (const requests of pack(subrequests)) answers.push(...(await sendPack(http, requests)));
  return answers;
}

/** The body of a subrequest that succeeded; throws the org's own error otherwise. */
export function bodyOf(answer: Subanswer): unknown {
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  throw errorOfAnswer(answer.status, answer.body);
}
