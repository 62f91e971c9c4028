/** vCon, the IETF's conversation container, as a conversation. */
import { Conversation, keyOf, type Party } from '../../conversation/conversation.ts';
import { instantIn, present } from '../piece.ts';
import { parseOrRefuse, refusal } from '../refuse.ts';
import { IntakeError, type Part } from '../types.ts';
import { readAnalysis } from './analysis.ts';
import { readAttachments } from './attachments.ts';
import { asRecord } from './body.ts';
import { directionOf, instantOf, kindOf, recordingOf, textsOf, timingOf, wasRecorded, type Timing } from './dialog.ts';
import { ownerOf, partiesOf, speakers } from './parties.ts';
import { Vcon } from './schema.ts';

const KNOWN = /^0\.(0\.[12]|3\.\d+|4\.\d+)$/;

/** Sections 5.2 and 5.3 of the draft: a signed vCon is a JWS, an encrypted one a JWE. */
function refuseSealed(item: unknown): void {
  const pieces = typeof item === 'string' && /^[\w.-]+$/.test(item.trim()) ? item.split('.').length : 0;
  const record = asRecord(item);
  const encrypted = record ? 'ciphertext' in record : pieces === 5;
  const signed = record ? 'payload' in record && ('signatures' in record || 'signature' in record) : pieces === 3;
  if (!encrypted && !signed) return;
  throw new IntakeError(
    422,
    encrypted ? 'Encrypted vCons are not read' : 'Signed vCons are not read',
    `This vCon is ${encrypted ? 'encrypted (JWE)' : 'signed (JWS)'}, and there is no key here to open it: send the unsigned form.`,
    [{ pointer: '', detail: `this vCon is ${encrypted ? 'encrypted (JWE)' : 'signed (JWS)'}: send the unsigned form` }],
  );
}

function refuseUnknown(vcon: Vcon): void {
  if (vcon.vcon !== undefined && !KNOWN.test(vcon.vcon)) {
    const detail = `vcon is not a version that is read here: 0.0.1, 0.0.2, 0.3.0 and 0.4.0 are`;
    throw refusal('The vCon', [{ pointer: '/vcon', detail }]);
  }
  // section 2.5: who does not know an extension listed here must not process the vCon
  for (const name of ['critical', 'must_support'])
    if (Array.isArray(vcon[name]) && vcon[name].length > 0)
      throw refusal('The vCon', [{ pointer: `/${name}`, detail: `${name} lists extensions that are not known here` }]);
}

/** One vCon as one part. Throws an `IntakeError` of 422 that points into the vCon. */
export function parseVcon(item: unknown): Part {
  refuseSealed(item);
  const vcon = parseOrRefuse(Vcon, item, 'The vCon');
  refuseUnknown(vcon);

  const { own, ...attached } = readAttachments(vcon);
  const everybody = partiesOf(vcon);
  const listed = typeof own?.parties === 'number' ? everybody.slice(0, own.parties) : everybody;
  const lines = Array.isArray(own?.lines) ? own.lines : [];
  const parties = listed.map((party, index): Party => ({ ...party, ...asRecord(lines[index]) }));
  const timing = timingOf(vcon);
  const startedAt = (typeof own?.startedAt === 'string' ? instantIn(own.startedAt) : undefined) ?? timing.startedAt;
  if (startedAt === undefined) {
    const detail = 'start is missing: give a dialog with its start, or created_at';
    throw refusal('The vCon', [{ pointer: '/dialog', detail }]);
  }
  const from = Date.parse(startedAt);
  const { extra, segments, tags, ...analysis } = readAnalysis(vcon, {
    speakerOf: speakers(parties),
    names: parties.map(({ name }) => name),
    dialogStart: (index) => {
      const start = index === undefined ? undefined : vcon.dialog[index]?.start;
      return start === undefined ? 0 : Math.max(0, Date.parse(instantOf(start)) - from);
    },
  });
  const content = parseOrRefuse(
    Conversation,
    {
      parties,
      ...analysis,
      ...attached,
      ...(own ? ownFacts(own) : factsOf(vcon, parties, timing, attached)),
      segments: [...textsOf(vcon, startedAt, parties.length), ...segments].sort((a, b) => a.startMs - b.startMs),
      tags: [...new Set([...attached.tags, ...tags])],
      ...joined(extra, own?.extra),
    },
    'The vCon',
  );
  const at = vcon.updated_at ?? vcon.created_at;
  return { key: keyOf(content), name: 'whole', ...(at ? { at: instantOf(at) } : {}), content };
}

/** What the vCon says in its own places. */
function factsOf(
  vcon: Vcon,
  parties: Party[],
  timing: Timing,
  attached: { title?: string; link?: string },
): Record<string, unknown> {
  const source =
    typeof vcon.source === 'string' && /^[a-z0-9][a-z0-9._-]{0,39}$/.test(vcon.source) ? vcon.source : 'vcon';
  return present({
    source,
    sourceId: vcon.uuid,
    kind: kindOf(vcon),
    status: wasRecorded(vcon) ? undefined : 'notRecorded',
    ...timing,
    title: (attached.title ?? vcon.subject) || undefined,
    link: attached.link ?? recordingOf(vcon),
    owner: ownerOf(vcon, parties),
    direction: directionOf(vcon, parties),
    provider: typeof vcon.provider === 'string' ? vcon.provider : source === 'vcon' ? 'vCon' : undefined,
  });
}

/** What this service wrote: nothing is concluded from the rest. */
function ownFacts({
  schema: _schema,
  parties: _parties,
  lines: _lines,
  extra: _extra,
  ...facts
}: Record<string, unknown>) {
  return facts;
}

function joined(...extras: unknown[]): { extra?: Record<string, unknown> } {
  const extra = Object.assign({}, ...extras.map((each) => asRecord(each) ?? {})) as Record<string, unknown>;
  return Object.keys(extra).length > 0 ? { extra } : {};
}
