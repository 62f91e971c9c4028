/** Gong's call as a conversation. */
import type { Conversation } from '../../conversation/conversation.ts';
import { crmRefs } from '../crm-refs.ts';
import { languageIn } from '../language.ts';
import { lasting, milliseconds, present, span, webLink } from '../piece.ts';
import type { Call, GongParty, Transcript } from './schema.ts';

type Said = Partial<Conversation> & Pick<Conversation, 'source' | 'sourceId' | 'kind'>;

/** Over a telephone system the direction is known; everything else met. */
function kindOf({ metaData }: Call): Conversation['kind'] {
  if (metaData.direction === 'Inbound' || metaData.direction === 'Outbound') return 'call';
  if (metaData.direction === 'Conference' || metaData.meetingUrl || metaData.media === 'Video') return 'meeting';
  return 'call';
}

const partyOf = ({ affiliation, name, emailAddress, phoneNumber }: GongParty): Conversation['parties'][number] => ({
  role: affiliation === 'Internal' ? 'ours' : 'theirs',
  ...present({ name, email: emailAddress, phone: phoneNumber }),
});

/** `@[Jane Roe](123)` is how a comment names somebody. */
const plainComment = (comment: string): string => comment.replace(/@\[([^\]]*)\]\(\d+\)/g, '@$1');

function salesforceIds({ context, parties }: Call): (string | undefined)[] {
  return [...context, ...parties.flatMap((party) => party.context)]
    .filter(({ system }) => system?.toLowerCase() === 'salesforce')
    .flatMap(({ objects }) => objects.map(({ objectId }) => objectId));
}

function topicsOf({ content }: Call): Conversation['topics'] {
  const sections = (content?.outline ?? []).flatMap(({ section, startTime, duration }) =>
    section
      ? [{ name: section, ...span(startTime, duration === undefined ? undefined : (startTime ?? 0) + duration) }]
      : [],
  );
  const known = new Set(sections.map(({ name }) => name.toLowerCase()));
  const others = (content?.topics ?? []).flatMap(({ name, duration }) =>
    // Gong lists each topic that it knows, most of them with no second spent on them
    name && duration !== 0 && !known.has(name.toLowerCase()) ? [{ name }] : [],
  );
  return [...sections, ...others];
}

const NEXT_STEPS = /next\s+steps?/i;

function highlightsOf({ content }: Call): Pick<Conversation, 'highlights' | 'nextSteps'> {
  const lists = content?.highlights ?? [];
  const items = lists.filter(({ title }) => !NEXT_STEPS.test(title ?? '')).flatMap((list) => list.items);
  const steps = lists.filter(({ title }) => NEXT_STEPS.test(title ?? '')).flatMap((list) => list.items);
  return {
    highlights: [
      ...items.flatMap(({ text, startTimes }) => (text ? [{ text, ...span(startTimes[0], undefined) }] : [])),
      ...(content?.keyPoints ?? []).flatMap(({ text }) => (text ? [{ text }] : [])),
    ],
    nextSteps: steps.flatMap(({ text }) => text ?? []),
  };
}

function speakerNamed({ parties }: Call, speakerId: string | undefined): string | undefined {
  return speakerId === undefined ? undefined : parties.find((party) => party.speakerId === speakerId)?.name;
}

function commentsOf(call: Call): Conversation['comments'] {
  const { parties, collaboration } = call;
  return (collaboration?.publicComments ?? []).flatMap(({ id, comment, commenterUserId, posted, audioStartTime }) => {
    if (!comment?.trim()) return [];
    const author = parties.find(({ userId }) => userId !== undefined && userId === commenterUserId)?.name;
    const at = posted === undefined ? undefined : new Date(posted).toISOString();
    return [{ id, text: plainComment(comment), ...present({ author, at, startMs: milliseconds(audioStartTime) }) }];
  });
}

function segmentsOf({ parties }: Call, { transcript }: Transcript): Conversation['segments'] {
  return transcript
    .flatMap(({ speakerId, sentences }) => {
      const party = speakerId === undefined ? -1 : parties.findIndex((each) => each.speakerId === speakerId);
      return sentences.flatMap(({ start, end, text }) => {
        const startMs = Math.round(start);
        const endMs = end === undefined || end < start ? undefined : Math.round(end);
        return text.trim() ? [{ party, startMs, ...present({ endMs }), text: text.trim() }] : [];
      });
    })
    .sort((a, b) => a.startMs - b.startMs);
}

export function conversationOf(call: Call, transcript: Transcript | undefined): Said {
  const { metaData, parties, content, interaction } = call;
  const owner = parties.find(({ userId }) => userId !== undefined && userId === metaData.primaryUserId)?.emailAddress;
  const items = content?.pointsOfInterest?.actionItems ?? [];
  const trackers = (content?.trackers ?? []).filter(({ name, count = 0 }) => name && count > 0);
  const direction = metaData.direction?.toLowerCase();
  return {
    source: 'gong',
    sourceId: metaData.id,
    kind: kindOf(call),
    status: 'ready',
    provider: 'Gong',
    ...present({
      title: metaData.title,
      link: webLink(metaData.url),
      language: languageIn(metaData.language),
      direction: direction === 'inbound' || direction === 'outbound' ? direction : undefined,
      scheduledStart: metaData.scheduled,
      conferenceUrl: webLink(metaData.meetingUrl),
      owner: owner ? { email: owner } : undefined,
      summary: content?.brief?.trim() || undefined,
    }),
    ...lasting(new Date(metaData.started).toISOString(), metaData.duration),
    parties: parties.map(partyOf),
    topics: topicsOf(call),
    ...highlightsOf(call),
    comments: commentsOf(call),
    actionItems: items.flatMap(({ snippet, speakerId }) =>
      snippet?.trim() ? [{ text: snippet.trim(), ...present({ owner: speakerNamed(call, speakerId) }) }] : [],
    ),
    tags: [...new Set(trackers.flatMap(({ name }) => name ?? []))],
    ...(transcript ? { segments: segmentsOf(call, transcript) } : {}),
    crmRefs: crmRefs(salesforceIds(call)),
    extra: present({
      gongSystem: metaData.system,
      phoneCallId: metaData.clientUniqueId,
      outcome: content?.callOutcome?.name,
      questions: interaction?.questions,
      trackers: trackers.map(({ name, count, occurrences }) => ({
        name,
        count,
        startMs: occurrences.flatMap(({ startTime }) => milliseconds(startTime) ?? []),
      })),
    }),
  };
}
