import { test } from 'node:test';
import fc from 'fast-check';
import { call, company, event, eventId, lead, leadId, meeting, RENEWAL, task, taskId } from '../match/fixture.ts';
import type { Snapshot } from '../match/types.ts';
import { settings } from './fixture.ts';
import { commands } from './testing/commands.ts';
import { SHAPES } from './testing/shapes.ts';
import { World } from './testing/world.ts';

function org(isThere: boolean): Snapshot {
  const all = company({ leads: [lead({ Id: leadId(1), Name: 'Lea Roy', Email: 'lea@new.example' })] });
  return {
    ...all,
    opportunities: all.opportunities.map((row) => ({ ...row, NextStep: null })),
    events: isThere ? [event({ Id: eventId(1), Description: 'Mine, from before.' })] : [],
    tasks: isThere ? [task({ Id: taskId(1), Subject: 'Call Jane', WhatId: RENEWAL })] : [],
    shapes: SHAPES,
  };
}
const start = fc.record({ isThere: fc.boolean(), isCall: fc.boolean() });

test('whatever happens: people’s work stays, nothing is written twice or without leave, and all can be taken back', () => {
  fc.assert(
    fc.property(start, fc.commands(commands, { maxCommands: 12, size: 'max' }), ({ isThere, isCall }, happenings) => {
      const parties = [{ role: 'theirs', name: 'Jane', email: 'jane@acme.example', phone: '+33612345678' }];
      const conversation = isCall ? call({ parties }) : meeting({ summary: 'They met.' });
      fc.modelRun(() => ({ model: {}, real: new World(org(isThere), conversation, settings) }), happenings);
    }),
    { numRuns: 300 },
  );
});
