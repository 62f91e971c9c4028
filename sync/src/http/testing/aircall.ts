/** One Aircall call as its webhooks tell it, event by event. */
export function aircallEvents(callId: number, token: string): Record<string, unknown>[] {
  const started = Date.UTC(2026, 10, 17, 9, 0, 0) / 1000;
  const call = {
    id: callId,
    direct_link: `https://api.aircall.io/v1/calls/${callId}`,
    direction: 'outbound',
    status: 'done',
    started_at: started,
    answered_at: started + 5,
    ended_at: started + 305,
    duration: 305,
    raw_digits: '+33 1 84 80 00 00',
    user: { id: 7, name: 'Paul Marchand', email: 'paul@sealight.example' },
    number: { name: 'Paris', digits: '+33 1 76 36 06 95' },
    contact: null,
    comments: [],
    tags: [],
  };
  const comment = {
    id: 91,
    content: 'Wants the offer by Friday',
    posted_at: started + 400,
    posted_by: { id: 7, name: 'Paul Marchand', email: 'paul@sealight.example' },
  };
  const event = (name: string, resource: string, after: number, data: object) => ({
    event: name,
    resource,
    timestamp: started + after,
    token,
    data,
  });
  return [
    event('call.ended', 'call', 306, call),
    event('call.commented', 'call', 401, { ...call, comments: [comment] }),
    event('summary.created', 'conversation_intelligence', 420, { call_id: callId, content: 'They want an offer.' }),
    event('topics.created', 'conversation_intelligence', 421, { call_id: callId, content: ['Pricing', 'Renewal'] }),
    event('transcription.created', 'conversation_intelligence', 422, {
      call_id: callId,
      content: {
        language: 'en',
        utterances: [{ start_time: 1.5, end_time: 3, text: 'Good morning', participant_type: 'internal', user_id: 7 }],
      },
    }),
  ];
}
