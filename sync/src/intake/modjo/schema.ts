/**
 * Modjo's `POST /v1/calls/exports` as far as it is read (api.modjo.ai, "Export calls"): durations and times within a call
 * are seconds, `startDate` is ISO 8601. What stands in `relations` is there only when it was asked for.
 */
import { z } from 'zod';
import { absentable, id, lengthSec, listOf, text } from '../piece.ts';

const seconds = lengthSec;
/** Texts come bare, or as the `content` of an object. */
const content = absentable(z.union([z.string(), z.looseObject({ content: text })]));
const contents = absentable(
  z.union([
    z.string(),
    z.looseObject({ content: text }),
    z.array(z.union([z.string(), z.looseObject({ content: text })])),
  ]),
);
const person = {
  name: text,
  firstName: text,
  lastName: text,
  firstname: text,
  lastname: text,
  email: text,
  phoneNumber: text,
};

const Speaker = z.looseObject({
  ...person,
  speakerId: absentable(id),
  userId: absentable(id),
  contactId: absentable(id),
  /** `user` is one of ours. */
  type: text,
});
export type Speaker = z.output<typeof Speaker>;

export const Call = z.looseObject({
  callId: id,
  providerCallId: absentable(id),
  title: text,
  startDate: z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ local: true })]),
  duration: seconds,
  provider: text,
  language: text,
  direction: text,
  /** The activity in the CRM that Modjo already knows. */
  callCrmId: text,
  relations: absentable(
    z.looseObject({
      recording: absentable(z.looseObject({ url: text })),
      summary: content,
      highlights: contents,
      notes: contents,
      nextSteps: contents,
      speakers: listOf(Speaker),
      users: listOf(z.looseObject({ ...person, userId: absentable(id), isOwner: absentable(z.boolean()) })),
      contacts: listOf(z.looseObject({ ...person, contactId: absentable(id), contactCrmId: text })),
      leads: listOf(z.looseObject({ ...person, leadCrmId: text })),
      account: absentable(z.looseObject({ accountCrmId: text })),
      deal: absentable(z.looseObject({ dealCrmId: text })),
      tags: listOf(z.looseObject({ name: text })),
      topics: listOf(z.looseObject({ name: text, startTime: seconds, endTime: seconds })),
      comments: listOf(
        z.looseObject({
          commentId: absentable(id),
          id: absentable(id),
          content: text,
          startTime: seconds,
          createdAt: text,
          updatedAt: text,
          user: absentable(z.looseObject(person)),
        }),
      ),
      transcript: listOf(
        z.looseObject({
          startTime: z.number().nonnegative(),
          endTime: absentable(z.number().nonnegative()),
          speakerId: absentable(id),
          content: z.string(),
          topics: listOf(z.looseObject({ name: text })),
        }),
      ),
    }),
  ),
});
export type Call = z.output<typeof Call>;

export const Page = z.looseObject({
  pagination: absentable(
    z.looseObject({ page: absentable(z.number()), nextPage: absentable(z.number()), lastPage: absentable(z.number()) }),
  ),
  values: listOf(z.unknown()),
});
